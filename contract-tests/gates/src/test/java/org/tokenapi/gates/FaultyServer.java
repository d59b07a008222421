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

/** A server that is right in everything but one: it passes requests on and breaks the answers. */
final class FaultyServer implements AutoCloseable {
    private final WireMockServer relay;
    private volatile Fault fault = (request, answer) -> answer;

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

    /** Changes an answer. */
    @FunctionalInterface
    interface Fault {
        Answer apply(Asked request, Answer answer);
    }

    /** What was asked. */
    record Asked(String method, String url, Map<String, String> headers, String body) {}

    /** What is answered. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        Answer status(int newStatus) {
            return new Answer(newStatus, headers, body);
        }

        Answer header(String name, String... values) {
            Map<String, List<String>> changed = new LinkedHashMap<>(headers);
            changed.keySet().removeIf(name::equalsIgnoreCase);
            if (values.length > 0) {
                changed.put(name, List.of(values));
            }
            return new Answer(status, changed, body);
        }

        Answer body(String newBody) {
            return new Answer(status, headers, newBody);
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
            Map<String, String> asked = new LinkedHashMap<>();
            request.getHeaders()
                    .all()
                    .forEach(header -> asked.put(header.key().toLowerCase(Locale.ROOT), header.firstValue()));
            Map<String, List<String>> headers = new LinkedHashMap<>();
            response.getHeaders().all().forEach(header -> headers.put(header.key(), header.values()));
            Answer answer = fault.apply(
                    new Asked(request.getMethod().value(), request.getUrl(), asked, request.getBodyAsString()),
                    new Answer(response.getStatus(), headers, response.getBodyAsString()));
            return Response.Builder.like(response)
                    .but()
                    .status(answer.status)
                    .headers(new HttpHeaders(answer.headers.entrySet().stream()
                            // The length of the broken body is another one.
                            .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length"))
                            .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                            .toList()))
                    .body(answer.body)
                    .build();
        }
    }
}
