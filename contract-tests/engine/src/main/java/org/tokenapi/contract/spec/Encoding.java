package org.tokenapi.contract.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a property of a form is written (OpenAPI 3.1.1, "Encoding Object"). Immutable.
 *
 * @param contentTypes the media types or ranges that it may have; none if the document gives none
 * @param style how a list or an object is written; null if it is written as its media type says
 * @param explode whether each element of a list is written on its own
 * @param headers the headers of its part, in a multipart body
 * @param pointer the JSON pointer of the encoding
 */
public record Encoding(
        List<MediaType> contentTypes,
        @Nullable String style,
        boolean explode,
        List<Parameter> headers,
        String pointer) {
    public Encoding {
        contentTypes = List.copyOf(contentTypes);
        headers = List.copyOf(headers);
    }
}
