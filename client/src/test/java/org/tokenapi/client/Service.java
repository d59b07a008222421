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

/** A service that answers as it is told to, for a client whose waits take no time: they only move its clock. */
final class Service implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** An answer that every operation can read. */
    static final String ANY = "{\"id\": \"1\", \"name\": \"n\"}";

    private final Hold hold = new Hold();
    private final AtomicInteger connections = new AtomicInteger();
    private final WireMockServer server = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .jettyStopTimeout(0L)
            // A thread that sleeps for a delayed response would hold up the end of the server for seconds.
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

    /** Answers every request in turn; the last answer stays. */
    void answers(ResponseDefinitionBuilder... answers) {
        answers(anyUrl(), answers);
    }

    void answers(UrlPattern url, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            server.stubFor(any(url).inScenario(url.toString())
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    /** A JSON text without the order of its properties. */
    static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static String state(int answered) {
        return answered == 0 ? Scenario.STARTED : "after " + answered;
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

    /** A response that the service holds back until {@link #release}. */
    static ResponseDefinitionBuilder held(ResponseDefinitionBuilder response) {
        return response.withTransformers(Hold.NAME);
    }

    /** Lets go what is held back, now and for the rest of the test. */
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

    /** How many connections were opened. */
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
                // The server ends.
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
