package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.spec.OpenApiDocument;

/** What a document leaves open, in the three degrees of strictness. */
class SilenceTest {
    private static final String BODY = """
            openapi: %s
            info: {title: t, version: "1"}
            paths:
              /a:
                get: {operationId: read, responses: {'200': {description: d, content: {text/plain: {}}}}}
                post:
                  operationId: write
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
                  responses: {'204': {description: d}}
            components:
              schemas:
                A:
                  type: object
                  properties:
                    id: {type: string, readOnly: true}
                    choice: {oneOf: [{type: object, required: [own], properties: {own: {type: string, readOnly: true}}}]}
            """;

    private static final String NULLS = """
                    colour: {type: string, nullable: true, enum: [red]}
                    owner: {nullable: true, allOf: [{type: object}]}
                    free: {type: string, nullable: true}
            """;

    private static List<Severity> severities(Strictness strictness, String version, Exchange exchange) {
        String text = BODY.formatted(version) + (version.startsWith("3.0") ? NULLS : "");
        ExchangeChecker checker = new ExchangeChecker(OpenApiDocument.parse("a.yaml", text), strictness);
        return checker.check(exchange).findings().stream()
                .map(Finding::severity)
                .distinct()
                .sorted()
                .toList();
    }

    private static Exchange exchange(String method, Map<String, String> headers, String body, int status) {
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Exchange(
                new Request(method, "/a", Headers.of(all), body.getBytes(StandardCharsets.UTF_8)),
                new Response(
                        status,
                        Headers.of(status == 200 ? Map.of("Content-Type", List.of("text/plain")) : Map.of()),
                        status == 200 && !method.equals("HEAD") ? new byte[] {'a'} : new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        // Of the methods and statuses that RFC 9110 gives to every resource.
        "HEAD,    '',                200, VIOLATION, NOTICE,    NOTICE",
        "OPTIONS, Origin,            204, VIOLATION, NOTICE,    NOTICE",
        "TRACE,   '',                405, VIOLATION, VIOLATION, VIOLATION",
        "GET,     If-None-Match,     304, VIOLATION, NOTICE,    NOTICE",
        "GET,     If-Modified-Since, 304, VIOLATION, NOTICE,    NOTICE",
        "GET,     '',                304, VIOLATION, VIOLATION, VIOLATION",
        "GET,     If-Match,          412, VIOLATION, NOTICE,    NOTICE",
        "GET,     '',                412, VIOLATION, VIOLATION, VIOLATION",
        "GET,     Range,             206, VIOLATION, NOTICE,    NOTICE",
        "GET,     Range,             416, VIOLATION, NOTICE,    NOTICE",
        "GET,     '',                206, VIOLATION, VIOLATION, VIOLATION",
        "GET,     If-None-Match,     500, VIOLATION, VIOLATION, VIOLATION",
    })
    void statusesAndMethods(
            String method, String header, int status, Severity strict, Severity balanced, Severity lenient) {
        Exchange exchange = exchange(method, header.isEmpty() ? Map.of() : Map.of(header, "x"), "", status);

        assertThat(Stream.of(Strictness.values()).map(one -> worst(severities(one, "3.0.3", exchange))))
                .containsExactly(strict, balanced, lenient);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3.0.3 | {"id": "1"}              | VIOLATION | VIOLATION | NOTICE
                    3.1.0 | {"id": "1"}              | VIOLATION | NOTICE    | NOTICE
                    3.0.3 | {"choice": {"own": "1"}} | VIOLATION | VIOLATION | NOTICE
                    3.1.0 | {"choice": {"own": "1"}} | VIOLATION | NOTICE    | NOTICE
                    3.1.0 | {"choice": {}}           |           |           |
                    3.0.3 | {"colour": null}         | VIOLATION | VIOLATION | NOTICE
                    3.0.3 | {"owner": null}          | VIOLATION | VIOLATION | NOTICE
                    3.0.3 | {"colour": "blue"}       | VIOLATION | VIOLATION | VIOLATION
                    3.0.3 | {"free": null}           |           |           |
                    """)
    void propertiesOfRequests(String version, String body, Severity strict, Severity balanced, Severity lenient) {
        Exchange exchange = exchange("POST", Map.of("Content-Type", "application/json"), body, 204);
        // The response to a wrong request is another matter.
        List<Severity> worst = new ArrayList<>();
        for (Strictness one : Strictness.values()) {
            worst.add(worst(severities(one, version, exchange)));
        }
        assertThat(worst).containsExactly(strict, balanced, lenient);
    }

    @Test
    void theOtherReadingOfNullableIsToldBesideTheViolation() {
        Exchange exchange = exchange("POST", Map.of("Content-Type", "application/json"), "{\"colour\": null}", 400);

        assertThat(severities(Strictness.BALANCED, "3.0.3", exchange)).contains(Severity.VIOLATION, Severity.NOTICE);
        assertThat(severities(Strictness.STRICT, "3.0.3", exchange)).doesNotContain(Severity.NOTICE);
    }

    @ParameterizedTest
    @CsvSource({"STRICT, VIOLATION", "BALANCED, GAP", "LENIENT, NOTICE"})
    void refusalsThatAreNotDeclared(Strictness strictness, Severity expected) {
        Exchange exchange = exchange("POST", Map.of("Content-Type", "application/json"), "[]", 400);
        ExchangeChecker checker =
                new ExchangeChecker(OpenApiDocument.parse("a.yaml", BODY.formatted("3.0.3")), strictness);

        assertThat(checker.check(exchange).findings())
                .filteredOn(finding -> finding.rule() == Rule.UNDECLARED_STATUS)
                .extracting(Finding::severity)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource(Silence.class)
    void theReadmeHasARowForEach(Silence silence) throws Exception {
        String severities = Stream.of(Strictness.values())
                .map(strictness -> silence.severity(strictness).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" | "));

        assertThat(Files.readString(Path.of("README.md"))).contains("| " + severities + " | <!-- " + silence + " -->");
    }

    private static Severity worst(List<Severity> severities) {
        return severities.isEmpty() ? null : severities.get(0);
    }
}
