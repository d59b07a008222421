package org.tokenapi.gates;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A proxy before a conforming server: it forwards requests and plants one fault in the responses. */
final class FaultyServer implements AutoCloseable {
    private final WireMockServer relay;
    private volatile Fault fault = (request, response) -> response;

    FaultyServer(URI upstream) {
        relay = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .http2PlainDisabled(true)
                .disableRequestJournal()
                .extensions(new Breaker()));
        relay.start();
        relay.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(upstream.toString())));
    }

    /** Changes a response. */
    @FunctionalInterface
    interface Fault {
        ServerResponse apply(ServerRequest request, ServerResponse response);
    }

    /** A request that the proxy forwarded; header names are in lower case. */
    record ServerRequest(String method, String url, Map<String, String> headers, String body) {}

    /** A response, before or after the fault. Immutable. */
    record ServerResponse(int status, Map<String, List<String>> headers, String body) {

        ServerResponse status(int newStatus) {
            return new ServerResponse(newStatus, headers, body);
        }

        ServerResponse header(String name, String... values) {
            Map<String, List<String>> changed = new LinkedHashMap<>(headers);
            changed.keySet().removeIf(name::equalsIgnoreCase);
            if (values.length > 0) {
                changed.put(name, List.of(values));
            }
            return new ServerResponse(status, changed, body);
        }

        ServerResponse body(String newBody) {
            return new ServerResponse(status, headers, newBody);
        }
    }

    void plant(Fault newFault) {
        fault = newFault;
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + relay.port());
    }

    @Override
    public void close() {
        relay.stop();
    }

    private final class Breaker implements ResponseTransformerV2 {
        @Override
        public String getName() {
            return "breaker";
        }

        @Override
        public Response transform(Response response, ServeEvent event) {
            LoggedRequest request = event.getRequest();
            Map<String, String> requestHeaders = new LinkedHashMap<>();
            request.getHeaders()
                    .all()
                    .forEach(header -> requestHeaders.put(header.key().toLowerCase(Locale.ROOT), header.firstValue()));
            Map<String, List<String>> headers = new LinkedHashMap<>();
            response.getHeaders().all().forEach(header -> headers.put(header.key(), header.values()));
            ServerResponse broken = fault.apply(
                    new ServerRequest(
                            request.getMethod().value(), request.getUrl(), requestHeaders, request.getBodyAsString()),
                    new ServerResponse(response.getStatus(), headers, response.getBodyAsString()));
            return Response.Builder.like(response)
                    .but()
                    .status(broken.status)
                    .headers(new HttpHeaders(broken.headers.entrySet().stream()
                            // The changed body has another length.
                            .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length"))
                            .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                            .toList()))
                    .body(broken.body)
                    .build();
        }
    }
}
