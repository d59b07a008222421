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
 * @param itemSchema the schema of each item of a sequence; null if the document gives none
 * @param sequential whether the body is a sequence of items; {@code schema} is that of the list of all of them
 * @param examples the examples, in the order of the document
 * @param encodings how the properties of a form are written, by their names
 * @param pointer the JSON pointer of the representation
 */
public record Content(
        String key,
        MediaType mediaType,
        @Nullable SchemaRef schema,
        @Nullable SchemaRef itemSchema,
        boolean sequential,
        List<Example> examples,
        Map<String, Encoding> encodings,
        String pointer) {
    public Content {
        examples = List.copyOf(examples);
        encodings = Map.copyOf(encodings);
    }
}
