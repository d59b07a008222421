package org.tokenapi.contract.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an operation, or a header of a response. Immutable.
 *
 * @param name the name; that of a header is case-insensitive
 * @param in the location in the message
 * @param required whether a message without it violates the document
 * @param style how lists and objects are serialized, for example {@code form}
 * @param explode whether each element of a list is serialized separately
 * @param allowEmptyValue whether a query parameter may have no value, whatever its schema says
 * @param schema the schema of the value; null if the document gives none
 * @param content the representation of the value, if it is serialized as a document such as JSON; else null
 * @param examples the examples, in the order of the document
 * @param pointer the JSON pointer of the parameter
 */
public record Parameter(
        String name,
        In in,
        boolean required,
        String style,
        boolean explode,
        boolean allowEmptyValue,
        @Nullable SchemaRef schema,
        @Nullable Content content,
        List<Example> examples,
        String pointer) {

    /** The location of a parameter in a message. */
    public enum In {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        /** The whole query, in a media type (OpenAPI 3.2). */
        QUERYSTRING
    }
}
