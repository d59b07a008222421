package org.tokenapi.contract.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param pathPointer the JSON pointer of the path item that declares it
 * @param defects what is illegal in the parts of the document that requests use; no one knows which requests conform
 * @param unread whether the operation could not be read because of its defects, so that nothing of it is checked
 */
public record Operation(
        String id,
        String method,
        PathTemplate path,
        List<Parameter> parameters,
        @Nullable RequestBody requestBody,
        List<Response> responses,
        List<List<SecurityScheme>> security,
        String pointer,
        String pathPointer,
        List<Defect> defects,
        boolean unread) {
    private static final Set<Integer> REFUSALS =
            Set.of(400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 422, 429, 431);

    public Operation {
        parameters = List.copyOf(parameters);
        responses = List.copyOf(responses);
        defects = List.copyOf(defects);
    }

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

    /**
     * The responses to a request that is carried out: those with a status 2xx; where there are none, redirections, else
     * the default, else whatever is declared. Empty if the operation declares no response at all.
     */
    public List<Response> successes() {
        for (String statuses : List.of("2..", "[13]..", "default", ".*")) {
            List<Response> found = responses.stream()
                    .filter(response -> response.status().matches(statuses))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /**
     * Whether a server may refuse a request that the document forbids with a status: one that the operation declares,
     * or one whose meaning in RFC 9110 is such a refusal, whether the document thought of it or not.
     */
    public boolean mayRefuseWith(int status) {
        return REFUSALS.contains(status)
                || status / 100 == 4 && response(status).isPresent();
    }

    /** Whether a status says that a request was carried out. */
    public boolean isSuccess(int status) {
        return status / 100 == 2
                || response(status).filter(successes()::contains).isPresent() && status < 500
                || responses.isEmpty() && status < 400;
    }
}
