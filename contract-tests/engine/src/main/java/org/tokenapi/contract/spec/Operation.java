package org.tokenapi.contract.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the document. Immutable.
 *
 * @param id the operationId or, if the document gives none, method and path, for example {@code GET /pets}
 * @param method the method, in upper case
 * @param path the path
 * @param parameters the parameters of the operation and of its path
 * @param requestBody null if the operation has none
 * @param responses in the order of the document
 * @param security the alternatives. The schemes of one alternative are required together. An empty alternative, or no
 *     alternative at all, permits requests without credentials
 * @param pointer the JSON pointer of the operation
 */
public record Operation(
        String id,
        String method,
        PathTemplate path,
        List<Parameter> parameters,
        @Nullable RequestBody requestBody,
        List<Response> responses,
        List<List<SecurityScheme>> security,
        String pointer) {

    /**
     * The response for a status: the exact status takes precedence over its range, and the range over the default.
     *
     * @return empty if the document declares none of them
     */
    public Optional<Response> response(int status) {
        return responses.stream()
                .filter(response -> response.isFor(status))
                .min(Comparator.comparingInt(response -> switch (response.status()) {
                    case "default" -> 2;
                    default -> Character.isDigit(response.status().charAt(2)) ? 0 : 1;
                }));
    }
}
