package org.tokenapi.contract.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One representation of a body. Immutable.
 *
 * @param key the media type exactly as the document writes it
 * @param mediaType the media type, parsed
 * @param schema the schema of the body; null if the document gives none
 * @param examples the examples, in the order of the document
 * @param pointer the JSON pointer of the representation
 */
public record Content(
        String key, MediaType mediaType, @Nullable SchemaRef schema, List<Example> examples, String pointer) {}
