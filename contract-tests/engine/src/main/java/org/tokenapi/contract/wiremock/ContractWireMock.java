package org.tokenapi.contract.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.Step.Judged;

/**
 * A WireMock server that checks every exchange against a document. It supports HTTP/1.1 and listens by default on a
 * free port of the loopback interface. If an exchange violates the document, its response has the header {@code
 * X-Contract-Violations}: the number of violations and the pointers of the first five.
 *
 * <p>Thread-safe. The verdict of an exchange is available before the client receives the response.
 */
public final class ContractWireMock implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final WireMockServer server;
    private final CheckingTransformer checking;
    private final @Nullable Scripts scripts;

    private ContractWireMock(CheckingTransformer checking, @Nullable Scripts scripts, String host, int port) {
        this.host = host;
        this.checking = checking;
        this.scripts = scripts;
        WireMockConfiguration options = options()
                .bindAddress(host)
                .http2PlainDisabled(true)
                .disableRequestJournal()
                // Otherwise any page in a browser could replace the responses.
                .adminAuthenticator(request -> false)
                .extensions(checking);
        if (scripts != null) {
            options.extensions(scripts);
        }
        server = new WireMockServer(port == 0 ? options.dynamicPort() : options.port(port));
        try {
            server.start();
        } catch (FatalStartupException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new UncheckedIOException(
                    "can't listen on " + host + ":" + port + ": " + root.getMessage(), new IOException(e));
        }
    }

    /**
     * Starts a mock on a free port of the loopback interface. It responds with the examples of the document, and checks
     * each request. If a response has no example, it is generated from the schema and is named {@code sample}.
     *
     * <p>See {@link Mock} for how a request selects its response. The example {@code no-body} is a response without a
     * body, if the document allows one.
     */
    public static ContractWireMock mock(OpenApiDocument document) {
        return mock(document, LOOPBACK, 0);
    }

    /**
     * Starts a mock on an address, see {@link #mock(OpenApiDocument)}.
     *
     * @param host the address to listen on
     * @param port the port to listen on; 0 for any free port
     * @throws UncheckedIOException if the address is not available
     */
    public static ContractWireMock mock(OpenApiDocument document, String host, int port) {
        ExchangeChecker checker = new ExchangeChecker(document);
        Scripts scripts = new Scripts(new MockResponses(document, checker));
        ContractWireMock mock = new ContractWireMock(
                new CheckingTransformer(checker::checkWithEvidence, Judged.NOT_AT_ALL), scripts, host, port);
        mock.server.stubFor(any(anyUrl()));
        return mock;
    }

    /**
     * Starts a proxy on a free port of the loopback interface, and checks both messages of each exchange.
     *
     * @param upstream the root of the server, without the path of the document's servers
     */
    public static ContractWireMock proxy(OpenApiDocument document, URI upstream) {
        return proxy(document, upstream, LOOPBACK, 0);
    }

    /**
     * Starts a proxy on an address.
     *
     * @param upstream the root of the server, without the path of the document's servers
     * @param host the address to listen on
     * @param port the port to listen on; 0 for any free port
     * @throws UncheckedIOException if the address is not available
     */
    public static ContractWireMock proxy(OpenApiDocument document, URI upstream, String host, int port) {
        ContractWireMock proxy = new ContractWireMock(
                new CheckingTransformer(new ExchangeChecker(document)::checkWithEvidence, Judged.AS_DECLARED),
                null,
                host,
                port);
        proxy.server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(upstream.toString().replaceAll("/+$", ""))));
        return proxy;
    }

    /** The address to send requests to, without a slash at the end. */
    public URI baseUri() {
        return URI.create("http://" + host + ":" + server.port());
    }

    /**
     * Starts or continues the script of an operation: the next responses of the mock. Scripted responses are checked
     * against the document, as requests are.
     *
     * @param operationId the operationId or, if the document gives none, method and path, for example {@code GET /pets}
     * @throws IllegalArgumentException if the document has no such operation
     * @throws IllegalStateException if this is a proxy
     */
    public Script on(String operationId) {
        if (scripts == null) {
            throw new IllegalStateException("scripts need a mock; a proxy forwards the responses of the server");
        }
        return scripts.on(operationId);
    }

    /**
     * Ends all scripts.
     *
     * @return the steps that no request used, one line each
     */
    public List<String> endScripts() {
        return scripts == null ? List.of() : scripts.end();
    }

    /** Removes and returns the verdicts of all exchanges since the last call, in the order in which they ended. */
    public List<Verdict> takeVerdicts() {
        return checking.takeVerdicts();
    }

    @Override
    public void close() {
        server.stop();
    }
}
