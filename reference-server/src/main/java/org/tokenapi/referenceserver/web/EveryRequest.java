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
 * What every answer has, also one to a request that Tomcat itself refuses: the id of the request, which is in each line of
 * the log too, and the headers that tell browsers to be careful. And a line in the log for each request, when that is asked
 * for. A valve of Tomcat, because no filter sees every request.
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

    /** In bytes: an answer that fits goes out at once and with its length; pages of the usual size fit. */
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

        /** Neither the path nor the query, in which a careless caller may put a secret. */
        private void log(Request request, Response response, long begin) {
            if (ACCESS.isInfoEnabled()) {
                String operation = operations.of(request);
                // Null where not even the request line could be read.
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
