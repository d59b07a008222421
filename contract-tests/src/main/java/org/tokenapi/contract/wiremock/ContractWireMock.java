package org.tokenapi.contract.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * A WireMock server that checks every exchange that passes through it against a document. It listens on a free port of the
 * loopback interface and speaks HTTP/1.1.
 *
 * <p>Thread-safe. The verdict of an exchange is ready before the client has the answer.
 */
public final class ContractWireMock implements AutoCloseable {
    private final WireMockServer server;
    private final ExchangeListener listener;

    private ContractWireMock(Function<Exchange, Verdict> check) {
        listener = new ExchangeListener(check);
        server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .http2PlainDisabled(true)
                .disableRequestJournal()
                .extensions(listener));
        server.start();
    }

    /**
     * Starts a server that answers with the examples of the document and checks each request.
     *
     * <p>A request gets the first success of its operation. With the header {@code Prefer: code=404} it gets the first
     * example of that status, with {@code Prefer: code=404, example=name} a certain one; the example {@code no-body} is an
     * answer without a body, where the document allows one.
     */
    public static ContractWireMock mock(OpenApiDocument document) {
        ContractWireMock mock = new ContractWireMock(new ExchangeChecker(document)::checkRequest);
        ExampleStubs.of(document).forEach(mock.server::stubFor);
        return mock;
    }

    /** Starts a proxy before a server and checks both messages of each exchange. */
    public static ContractWireMock proxy(OpenApiDocument document, URI upstream) {
        ContractWireMock proxy = new ContractWireMock(new ExchangeChecker(document)::check);
        proxy.server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(upstream.toString().replaceAll("/+$", ""))));
        return proxy;
    }

    /** Where the server listens, without a slash at the end. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Takes the verdicts on all exchanges since the last call, in the order in which they ended. */
    public List<Verdict> takeVerdicts() {
        return listener.takeVerdicts();
    }

    @Override
    public void close() {
        server.stop();
    }
}
