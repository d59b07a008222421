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
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.Step.Judged;

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
    private final @Nullable Scripts scripts;

    private ContractWireMock(CheckingTransformer checking, @Nullable Scripts scripts, String host, int port) {
        this.host = host;
        this.checking = checking;
        this.scripts = scripts;
        WireMockConfiguration options = options()
                .bindAddress(host)
                .http2PlainDisabled(true)
                .disableRequestJournal()
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
                    "can't listen at " + host + ":" + port + ": " + root.getMessage(), new IOException(e));
        }
    }

    /**
     * Starts a server that answers with the examples of the document and checks each request. Where the document has no
     * example, the answer is made from its schema and called {@code sample}.
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
     * @throws UncheckedIOException if nothing can listen there
     */
    public static ContractWireMock mock(OpenApiDocument document, String host, int port) {
        ExchangeChecker checker = new ExchangeChecker(document);
        Answers answers = new Answers(document, checker);
        ContractWireMock mock = new ContractWireMock(
                new CheckingTransformer(checker::checkWithEvidence, Judged.NOT_AT_ALL),
                new Scripts(answers),
                host,
                port);
        ExampleStubs.of(answers).forEach(mock.server::stubFor);
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
        ContractWireMock proxy = new ContractWireMock(
                new CheckingTransformer(new ExchangeChecker(document)::checkWithEvidence, Judged.AS_DECLARED),
                null,
                host,
                port);
        proxy.server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(upstream.toString().replaceAll("/+$", ""))));
        return proxy;
    }

    /** Where the server listens, without a slash at the end. */
    public URI baseUri() {
        return URI.create("http://" + host + ":" + server.port());
    }

    /**
     * Says what the mock answers to the next requests of an operation. A scripted answer is held against the document, as
     * requests are.
     *
     * @param operationId as the document has it; method and path, such as {@code GET /pets}, if it has none
     * @throws IllegalArgumentException if the document has no such operation
     * @throws IllegalStateException if this is a proxy
     */
    public Script on(String operationId) {
        if (scripts == null) {
            throw new IllegalStateException("a proxy passes on what the server answers; scripts are for a mock");
        }
        return scripts.on(operationId);
    }

    /** Ends all scripts, and tells which of their steps nothing asked for, a line each. */
    public List<String> endScripts() {
        return scripts == null ? List.of() : scripts.end();
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
