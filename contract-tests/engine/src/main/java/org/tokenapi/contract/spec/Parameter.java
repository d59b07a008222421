package org.tokenapi.contract.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an operation, or a header of a response.
 *
 * @param name its name; for headers in any case
 * @param in where it stands in the message
 * @param required whether a message without it violates the contract
 * @param style how a list or an object is written, for example {@code form}
 * @param explode whether each element of a list is written on its own
 * @param allowEmptyValue whether a query parameter may come without a value, whatever its schema says
 * @param schema what the value must be; null if the document doesn't say
 * @param content the representation of the value, where it is written as a document of its own
 * @param examples the examples, in the order of the document
 * @param pointer where it stands
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

    /** Where a parameter stands in a message. */
    public enum In {
        PATH,
        QUERY,
        HEADER,
        COOKIE
    }
}
