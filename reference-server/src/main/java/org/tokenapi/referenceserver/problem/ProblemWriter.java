package org.tokenapi.referenceserver.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.tokenapi.serverstubs.generated.model.Problem;
import org.tokenapi.serverstubs.generated.model.ProblemViolation;
import tools.jackson.databind.json.JsonMapper;

/** Writes all problem responses of the server, whichever part of the filter chain they come from. */
@Component
public final class ProblemWriter {
    /** In characters. Only a malicious body has longer names. */
    private static final int MAX_NAME = 200;

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Writes a problem, unless the response is already committed. Headers that are set stay.
     *
     * @throws IOException if the connection is closed
     */
    public void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        write(response, status, detail, List.of());
    }

    void write(HttpServletResponse response, HttpStatus status, String detail, List<Violation> violations)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Problem problem = new Problem()
                .type("about:blank")
                .title(status.getReasonPhrase())
                .status(status.value())
                .detail(detail)
                .requestId(response.getHeader("X-Request-Id"));
        for (Violation violation : violations) {
            String name = violation.name();
            problem.addViolationsItem(new ProblemViolation()
                    .in(violation.in())
                    .name(name == null ? null : printable(name))
                    .detail(violation.detail()));
        }
        byte[] body = json.writeValueAsBytes(problem);
        response.resetBuffer();
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        }
        response.setStatus(status.value());
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The path of a property can contain names that the caller chose, and an unpaired surrogate can't be written. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(MAX_NAME)
                .map(c -> Character.getType(c) == Character.SURROGATE || Character.isISOControl(c) ? '?' : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
