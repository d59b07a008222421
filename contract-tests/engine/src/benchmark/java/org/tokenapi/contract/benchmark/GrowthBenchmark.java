package org.tokenapi.contract.benchmark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.CaseGenerator;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * Measures reading a document, generating its cases and checking an exchange of each operation, for documents of three
 * sizes. Each operation has a body with a schema of its own, which refers to one more
 * of its own and to one of all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class GrowthBenchmark {
    /** The number of operations. */
    @Param({"10", "100", "1000"})
    public int operations;

    private String text;
    private OpenApiDocument document;
    private ExchangeChecker checker;
    private List<Exchange> exchanges;

    /** Called by JMH. */
    public GrowthBenchmark() {}

    /** Makes the document, and the conforming exchange of each operation. */
    @Setup
    public void makeDocument() {
        String paths = IntStream.range(0, operations).mapToObj(this::path).collect(Collectors.joining(",\n"));
        String schemas = IntStream.range(0, operations).mapToObj(this::schema).collect(Collectors.joining(",\n"));
        text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {\n" + paths + "}\ncomponents: {schemas: {\n"
                + schemas + "}}\n";
        document = OpenApiDocument.parse("document", text);
        checker = new ExchangeChecker(document);
        exchanges = cases().stream()
                .filter(sent -> sent.name().endsWith(" conforming"))
                .map(sent -> new Exchange(
                        sent.request(),
                        new Exchange.Response(
                                200,
                                Headers.of(Map.of("Content-Type", List.of("application/json"))),
                                sent.request().body())))
                .toList();
        if (exchanges.size() != operations
                || exchanges.stream()
                        .anyMatch(exchange ->
                                !checker.check(exchange).violations().isEmpty())) {
            throw new IllegalStateException("An exchange does not conform.");
        }
    }

    private String path(int number) {
        String content = "content: {application/json: {schema: {$ref: '#/components/schemas/S" + number + "'}}}";
        return "  '/a" + number + "/{id}': {post: {operationId: o" + number
                + ", parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 20}}],"
                + " requestBody: {required: true, " + content + "}, responses: {'200': {description: d, " + content
                + "}}}}";
    }

    private String schema(int number) {
        return "  S" + number + ": {type: object, required: [a, b], additionalProperties: false, properties: {"
                + "a: {type: integer, minimum: 3, maximum: 9}, b: {type: string, format: date-time},"
                + " c: {type: array, maxItems: 4, items: {type: string, enum: [x, y]}},"
                + " d: {$ref: '#/components/schemas/L" + number + "'}, e: {$ref: '#/components/schemas/L0'}}},\n"
                + "  L" + number + ": {type: object, properties: {f: {type: string, minLength: 2, maxLength: 5},"
                + " g: {type: array, items: {type: number, minimum: 0}}}}";
    }

    private List<Case> cases() {
        return new CaseGenerator(document, checker, Fixtures.none(), CallerCredentials.none(), Map.of()).cases();
    }

    /** Reads the document. */
    @Benchmark
    public OpenApiDocument read() {
        return OpenApiDocument.parse("document", text);
    }

    /** Generates all cases. */
    @Benchmark
    public List<Case> generate() {
        return cases();
    }

    /** Checks one exchange of each operation. */
    @Benchmark
    public void check(Blackhole results) {
        for (Exchange exchange : exchanges) {
            results.consume(checker.check(exchange));
        }
    }
}
