package org.tokenapi.contract.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * A WireMock server that checks every exchange that passes through it against a document. It speaks HTTP/1.1 and listens, unless
 * told otherwise, on a free port of the loopback interface. The answer to an exchange that violates the document has the
 * header {@code X-Contract-Violations}: how many there are, and the pointers of the first few.
 *
 * <p>Thread-safe. The verdict of an exchange is ready before the client has the answer.
 */
public final class ContractWireMock implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final WireMockServer server;
    private final CheckingTransformer checking;

    private ContractWireMock(Function<Exchange, Verdict> check, String host, int port) {
        this.host = host;
        checking = new CheckingTransformer(check);
        WireMockConfiguration options = options()
                .bindAddress(host)
                .http2PlainDisabled(true)
                .disableRequestJournal()
                .extensions(checking);
        server = new WireMockServer(port == 0 ? options.dynamicPort() : options.port(port));
        server.start();
    }

    /**
     * Starts a server that answers with the examples of the document and checks each request.
     *
     * <p>A request gets the first success of its operation. With the header {@code Prefer: code=404} it gets the first
     * example of that status, with {@code Prefer: code=404, example=name} a certain one; the example {@code no-body} is an
     * answer without a body, where the document allows one. A request that fits no operation gets 404.
     */
    public static ContractWireMock mock(OpenApiDocument document) {
        return mock(document, LOOPBACK, 0);
    }

    /**
     * Starts a mock at a certain address.
     *
     * @param port 0 for a free one
     */
    public static ContractWireMock mock(OpenApiDocument document, String host, int port) {
        ExchangeChecker checker = new ExchangeChecker(document);
        ContractWireMock mock = new ContractWireMock(
                exchange -> checker.checkWithEvidence(exchange).ofRequest(), host, port);
        ExampleStubs.of(document, checker.schemas()).forEach(mock.server::stubFor);
        mock.server.stubFor(any(anyUrl())
                .atPriority(Integer.MAX_VALUE)
                .willReturn(aResponse().withStatus(404).withBody("The document has no answer to this request.\n")));
        return mock;
    }

    /** Starts a proxy before a server and checks both messages of each exchange. */
    public static ContractWireMock proxy(OpenApiDocument document, URI upstream) {
        return proxy(document, upstream, LOOPBACK, 0);
    }

    /**
     * Starts a proxy at a certain address.
     *
     * @param port 0 for a free one
     */
    public static ContractWireMock proxy(OpenApiDocument document, URI upstream, String host, int port) {
        ContractWireMock proxy = new ContractWireMock(new ExchangeChecker(document)::checkWithEvidence, host, port);
        proxy.server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(upstream.toString().replaceAll("/+$", ""))));
        return proxy;
    }

    /** Where the server listens, without a slash at the end. */
    public URI baseUri() {
        return URI.create("http://" + host + ":" + server.port());
    }

    /** Takes the verdicts on all exchanges since the last call, in the order in which they ended. */
    public List<Verdict> takeVerdicts() {
        return checking.takeVerdicts();
    }

    @Override
    public void close() {
        server.stop();
    }
}
