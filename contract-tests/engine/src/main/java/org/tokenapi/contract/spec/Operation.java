package org.tokenapi.contract.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the document.
 *
 * @param id its operationId, else the method and path
 * @param method in capitals
 * @param path the path
 * @param parameters those of the operation and of its path
 * @param requestBody null if it takes none
 * @param responses in the order of the document
 * @param security the alternatives; each is a list of schemes that are needed together. An empty alternative lets
 *     anybody in, and so does no alternative at all
 * @param pointer where it stands
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

    /** The response that the document has for a status: the exact one before its range, and that before the default. */
    public Optional<Response> response(int status) {
        return responses.stream()
                .filter(response -> response.isFor(status))
                .min(Comparator.comparingInt(response -> switch (response.status()) {
                    case "default" -> 2;
                    default -> Character.isDigit(response.status().charAt(2)) ? 0 : 1;
                }));
    }
}
