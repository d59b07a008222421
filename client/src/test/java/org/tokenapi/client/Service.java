package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.trafficlistener.DoNothingWiremockNetworkTrafficListener;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that responds as scripted, and a client whose pauses take no time. */
final class Service implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** A body that every operation can read. */
    static final String ANY = "{\"id\": \"1\", \"name\": \"n\"}";

    private final Hold hold = new Hold();
    private final AtomicInteger connections = new AtomicInteger();
    private final WireMockServer server = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .jettyStopTimeout(0L)
            // The server must not be the one that ends an idle connection.
            .jettyIdleTimeout(600_000L)
            // Otherwise stopping the server waits seconds for threads that sleep before a delayed response.
            .asynchronousResponseEnabled(true)
            .asynchronousResponseThreads(2)
            .extensions(hold)
            .networkTrafficListener(new DoNothingWiremockNetworkTrafficListener() {
                @Override
                public void opened(Socket socket) {
                    connections.incrementAndGet();
                }
            }));
    private FakeTime time = new FakeTime();

    @Override
    public void beforeAll(ExtensionContext context) {
        server.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server.resetAll();
        hold.begin();
        connections.set(0);
        time = new FakeTime();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        release();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop();
    }

    WireMockServer server() {
        return server;
    }

    URI uri() {
        return URI.create(server.baseUrl());
    }

    /** Scripts the responses to all requests, one after the other; the last one repeats. */
    void responds(ResponseDefinitionBuilder... responses) {
        responds(anyUrl(), responses);
    }

    /** Scripts the responses to the requests for some URLs. */
    void responds(UrlPattern url, ResponseDefinitionBuilder... responses) {
        for (int i = 0; i < responses.length; i++) {
            server.stubFor(any(url).inScenario(url.toString())
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, responses.length - 1)))
                    .willReturn(responses[i]));
        }
    }

    /** JSON as a tree, to compare it without the order of its properties. */
    static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static String state(int requests) {
        return requests == 0 ? Scenario.STARTED : "after " + requests;
    }

    static ResponseDefinitionBuilder json(String body) {
        return json(200, body);
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    /** Holds a response back until {@link #release}. */
    static ResponseDefinitionBuilder held(ResponseDefinitionBuilder response) {
        return response.withTransformers(Hold.NAME);
    }

    /** Sends the responses that are held back, and holds none back for the rest of the test. */
    void release() {
        hold.end();
    }

    static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    /** A client with a fixed access token. */
    TokenApiClient client() {
        return builder().build();
    }

    TokenApiClient.Builder builder() {
        return time.client(uri());
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    /** The pauses that the client made between attempts. */
    List<Duration> pauses() {
        return time.pauses();
    }

    List<LoggedRequest> requests() {
        return requests(anyUrl());
    }

    List<LoggedRequest> requests(UrlPattern url) {
        return server.findAll(anyRequestedFor(url));
    }

    /** The number of connections opened. */
    int connections() {
        return connections.get();
    }

    LoggedRequest request() {
        List<LoggedRequest> all = requests();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " requests instead of one");
        }
        return all.get(0);
    }

    private static final class Hold implements ResponseTransformerV2 {
        static final String NAME = "hold";

        private volatile CountDownLatch released = new CountDownLatch(0);

        void begin() {
            released = new CountDownLatch(1);
        }

        void end() {
            released.countDown();
        }

        @Override
        public Response transform(Response response, ServeEvent event) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // The server is stopping.
                Thread.currentThread().interrupt();
            }
            return response;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return NAME;
        }
    }
}
