package org.tokenapi.referenceserver.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;

/**
 * Requires a host from which the links of the response can be built. Tomcat accepts an empty host and an empty port.
 */
final class HostCheck implements HandlerInterceptor {
    private static final Pattern HOST = Pattern.compile("(?:[^:\\[\\]]+|\\[[^\\[\\]]+])(?::([0-9]{1,5}))?");
    private static final int LAST_PORT = 65_535;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String host = request.getHeader(HttpHeaders.HOST);
        // HTTP/1.0 has no such header. Tomcat requires it in HTTP/1.1.
        if (host != null && !isSound(host)) {
            throw ProblemException.badRequest(
                    Violation.header(HttpHeaders.HOST, "must be a host, optionally with a port"));
        }
        return true;
    }

    private static boolean isSound(String host) {
        var matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String port = matcher.group(1);
        return port == null || Integer.parseInt(port) <= LAST_PORT;
    }
}
