package org.tokenapi.contract.mock;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.MediaType;

/**
 * A response that a mock can send. Immutable.
 *
 * @param name the name of the example, or one of the names in {@link MockResponses}
 * @param mediaType the declared media type of the body; null if there is no body
 * @param headers the headers, with {@code Content-Type} if there is a body
 * @param body empty if there is none; do not change it
 */
public record MockResponse(String name, @Nullable MediaType mediaType, Map<String, String> headers, byte[] body) {}
