package org.tokenapi.contract.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that let pages of any origin read responses in a browser (Fetch Standard, "CORS protocol"). */
final class CrossOrigin {
    private CrossOrigin() {}

    /** Whether a request only asks if another one may be sent. */
    static boolean isPreflight(MessageHead request) {
        return request.part(0).equals("OPTIONS")
                && request.value("Origin").isPresent()
                && request.value("Access-Control-Request-Method").isPresent();
    }

    /** The headers of the response to a preflight: whatever was asked for is allowed. */
    static Map<String, String> preflight(MessageHead request) {
        Map<String, String> headers = headers(request);
        headers.put(
                "Access-Control-Allow-Methods",
                request.value("Access-Control-Request-Method").orElse("*"));
        request.value("Access-Control-Request-Headers")
                .ifPresent(names -> headers.put("Access-Control-Allow-Headers", names));
        headers.put("Access-Control-Max-Age", "600");
        return headers;
    }

    /** The headers of any other response. */
    static Map<String, String> headers(MessageHead request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.value("Origin").ifPresent(origin -> {
            // A star would not do for requests with credentials.
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-CallerCredentials", "true");
            headers.put("Access-Control-Expose-Headers", Violations.HEADER + ", Preference-Applied, Location");
            headers.put("Vary", "Origin");
        });
        return headers;
    }
}
