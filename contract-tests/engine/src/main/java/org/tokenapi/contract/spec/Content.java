package org.tokenapi.contract.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One representation of a body.
 *
 * @param key the media type to the letter, as it stands in the document
 * @param mediaType the same, read
 * @param schema what the body must be; null if the document doesn't say
 * @param examples the examples, in the order of the document
 * @param pointer where it stands
 */
public record Content(
        String key, MediaType mediaType, @Nullable SchemaRef schema, List<Example> examples, String pointer) {}
