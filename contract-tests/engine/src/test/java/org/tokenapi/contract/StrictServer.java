package org.tokenapi.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.function.Predicate;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * A server for any document whose operations return 204. It refuses invalid requests, except those it is told to
 * accept.
 */
public final class StrictServer implements AutoCloseable {
    private final ExchangeChecker checker;
    private final Predicate<Verdict> forgets;
    private final HttpServer http;

    private StrictServer(OpenApiDocument document, Predicate<Verdict> forgets) {
        this.checker = new ExchangeChecker(document);
        this.forgets = forgets;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    /** A server that refuses every request that violates the document. */
    public static StrictServer of(OpenApiDocument document) {
        return new StrictServer(document, verdict -> false);
    }

    /** A server that accepts certain requests although they violate the document. */
    public static StrictServer forgetting(OpenApiDocument document, Predicate<Verdict> forgets) {
        return new StrictServer(document, forgets);
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Exchange.Request request = new Exchange.Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Headers.of(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes());
        Verdict verdict =
                checker.check(new Exchange(request, new Exchange.Response(204, Headers.of(Map.of()), new byte[0])));
        exchange.sendResponseHeaders(forgets.test(verdict) ? 204 : status(verdict), -1);
        exchange.close();
    }

    private static int status(Verdict verdict) {
        return verdict.violations(Side.REQUEST).stream()
                .map(finding -> finding.rule())
                .findFirst()
                .map(rule -> rule == Rule.UNDECLARED_METHOD ? 405 : rule == Rule.MEDIA_TYPE ? 415 : 400)
                .orElse(204);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
