package org.tokenapi.client;

import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A success.
 *
 * @param body the model
 * @param status a success that the document lists
 * @param headers do not log them: they may hold cookies, for example
 * @param requestId the id that the service gave the request; null if there is none
 * @param warnings what of the response does not follow the document, without values. A property that can't be read is
 *     left out of the model
 * @param <T> the model
 */
public record Response<T>(
        T body, int status, HttpHeaders headers, @Nullable String requestId, List<String> warnings) {

    /** Copies the list. */
    public Response {
        warnings = List.copyOf(warnings);
    }

    /** Status, request id and warnings: headers and body may hold personal data. */
    @Override
    public String toString() {
        return "status " + status + FailureException.shown(requestId)
                + (warnings.isEmpty() ? "" : ", " + String.join("; ", warnings));
    }
}
