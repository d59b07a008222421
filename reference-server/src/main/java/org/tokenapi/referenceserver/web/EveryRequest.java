package org.tokenapi.referenceserver.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Adds to every response, even if Tomcat itself rejects the request, the request identifier and security headers, and
 * writes the access log. It is a valve of Tomcat, because no filter sees every request. The request identifier is also
 * part of each log line.
 */
@Component
final class EveryRequest implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final Map<String, String> CAREFUL = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    /** In bytes. A response that fits is sent at once and with its length; pages of the usual size fit. */
    private static final int BUFFER = 32 * 1024;

    private final Operations operations;

    EveryRequest(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new RequestValve(operations));
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(BUFFER)));
    }

    private static final class RequestValve extends ValveBase {
        private static final Logger ACCESS = LoggerFactory.getLogger("org.tokenapi.access");

        private final Operations operations;

        RequestValve(Operations operations) {
            super(true);
            this.operations = operations;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            long begin = System.nanoTime();
            String id = RequestIds.of(request.getHeader(RequestIds.HEADER));
            response.setBufferSize(BUFFER);
            response.setHeader(RequestIds.HEADER, id);
            CAREFUL.forEach(response::setHeader);
            LogContext.begin(id);
            try {
                getNext().invoke(request, response);
            } finally {
                log(request, response, begin);
                LogContext.end();
            }
        }

        /** Logs neither the path nor the query, which a careless caller may put a secret into. */
        private void log(Request request, Response response, long begin) {
            if (ACCESS.isInfoEnabled()) {
                String operation = operations.of(request);
                // Null if the request line could not be read.
                String method = Objects.toString(request.getMethod(), "-");
                long millis = (System.nanoTime() - begin) / 1_000_000;
                ACCESS.atInfo()
                        .addKeyValue("operation", operation)
                        .addKeyValue("method", method)
                        .addKeyValue("status", response.getStatus())
                        .addKeyValue("duration_ms", millis)
                        .log(
                                "{} {} {} {} ms, tenant {}",
                                method,
                                operation,
                                response.getStatus(),
                                millis,
                                LogContext.tenant());
            }
        }
    }
}
