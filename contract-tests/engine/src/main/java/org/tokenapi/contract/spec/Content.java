package org.tokenapi.contract.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One representation of a body. Immutable.
 *
 * @param key the media type exactly as the document writes it
 * @param mediaType the media type, parsed
 * @param schema the schema of the body; null if the document gives none
 * @param examples the examples, in the order of the document
 * @param encodings how the properties of a form are written, by their names
 * @param pointer the JSON pointer of the representation
 */
public record Content(
        String key,
        MediaType mediaType,
        @Nullable SchemaRef schema,
        List<Example> examples,
        Map<String, Encoding> encodings,
        String pointer) {
    public Content {
        examples = List.copyOf(examples);
        encodings = Map.copyOf(encodings);
    }
}
