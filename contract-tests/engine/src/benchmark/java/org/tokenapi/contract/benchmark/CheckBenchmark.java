package org.tokenapi.contract.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures the check of one exchange, and parsing its two bodies as JSON for comparison. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CheckBenchmark {
    private final JsonMapper mapper = JsonMapper.builder().build();

    /** The operations of the project's own document. */
    @Param({"triggerApiTokenAction", "patchApiToken", "searchApiTokens", "updateToken", "generateSyncClientCredentials"
    })
    public String operation;

    private ExchangeChecker checker;
    private Exchange exchange;

    /** Called by JMH. */
    public CheckBenchmark() {}

    /** Makes an exchange of the largest request and the first response among the document's examples. */
    @Setup
    public void makeExchange() {
        OpenApiDocument document = TestDocuments.tokenApi();
        checker = new ExchangeChecker(document);
        Operation called = document.operations().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow();
        Content request = called.requestBody().content().get(0);
        Content response = called.responses().get(0).content().get(0);
        Map<String, String> path = Map.of("tenant", "CUSTOMER", "TENANT", "CUSTOMER", "id", "urn:vcloud:token:1");
        String query = switch (operation) {
            case "triggerApiTokenAction" -> "?action=regenerate";
            case "searchApiTokens" -> "?startIndex=1&pageSize=20";
            case "generateSyncClientCredentials" -> "?action=generate_credentials";
            default -> "";
        };
        exchange = new Exchange(
                new Exchange.Request(
                        called.method(),
                        called.path().expand(path) + query,
                        Headers.of(Map.of(
                                "Authorization", List.of("Bearer token"),
                                "Accept", List.of(response.key()),
                                "Content-Type", List.of(request.key()))),
                        bytes(request.examples()
                                .get(request.examples().size() - 1)
                                .value())),
                new Exchange.Response(
                        200,
                        Headers.of(Map.of("Content-Type", List.of(response.key()))),
                        bytes(response.examples().get(0).value())));
        if (!checker.check(exchange).findings().isEmpty()) {
            throw new IllegalStateException(checker.check(exchange).findings().toString());
        }
    }

    private static byte[] bytes(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The check. */
    @Benchmark
    public Verdict check() {
        return checker.check(exchange);
    }

    /** Parses the two bodies: the least that any check has to do. */
    @Benchmark
    public int readBothBodies() {
        return mapper.readTree(exchange.request().body()).size()
                + mapper.readTree(exchange.response().body()).size();
    }
}
