package org.tokenapi.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;

/** Plants a secret in each place of an exchange, and searches all output of a run for it. */
final class SecretsTest {
    private static final String SECRET = "s3cr3t/Val+ue=";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("vault", """
            openapi: 3.0.3
            info: {title: Vault, version: '1'}
            security: [{bearer: []}, {basic: []}, {inHeader: []}, {inQuery: []}, {inCookie: []}]
            paths:
              /doors/{code}:
                post:
                  operationId: openDoor
                  parameters:
                    - {name: code, in: path, required: true, schema: {type: string, format: password}}
                    - {name: hint, in: query, schema: {type: string, format: password}}
                    - {name: level, in: query, schema: {type: integer}}
                    - {name: X-Pin, in: header, schema: {type: string, format: password}}
                    - {name: X-Door, in: header, schema: {type: string}}
                  requestBody:
                    content:
                      application/json: {schema: {$ref: '#/components/schemas/Opening'}}
                      application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Opening'}}
                  responses:
                    '200':
                      description: Open
                      headers:
                        X-Next-Code: {schema: {type: string, format: password}}
                        X-Count: {schema: {type: integer}}
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              detail: {type: string, maxLength: 3}
                              door: {type: object, properties: {colour: {type: string}}}
              /lobby:
                get:
                  operationId: seeLobby
                  responses:
                    '200': {description: Seen}
            components:
              securitySchemes:
                bearer: {type: http, scheme: bearer}
                basic: {type: http, scheme: basic}
                inHeader: {type: apiKey, in: header, name: X-Key}
                inQuery: {type: apiKey, in: query, name: key}
                inCookie: {type: apiKey, in: cookie, name: session}
              schemas:
                Opening:
                  type: object
                  properties:
                    note: {type: string}
                    password: {type: string, format: password}
                    spares: {type: array, items: {type: string, format: password}}
                    nested: {type: object, properties: {list: {type: array, items: {$ref: '#/components/schemas/Opening'}}}}
                    byName: {type: object, additionalProperties: {type: string, format: password}}
            """);

    @TempDir
    private Path directory;

    static List<Exchange> exchanges() {
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String lowerCase = encoded.replace("%2F", "%2f").replace("%2B", "%2b").replace("%3D", "%3d");
        String basic = Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));
        String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        String inJson = "{\"password\":\"" + SECRET + "\"}";
        List<Exchange> all = new ArrayList<>();
        // Request line.
        for (String target : List.of(
                "/doors/" + encoded,
                "/doors/" + lowerCase + "?level=1",
                "/doors/a?hint=" + encoded,
                "/doors/a?key=" + lowerCase,
                "/doors/a?key=" + SECRET,
                "/doors/a?unknown=" + encoded,
                "/doors/a?" + encoded,
                "/lobby?session=" + encoded)) {
            all.add(exchange("POST", target, Map.of(), "", Map.of(), ""));
        }
        // Request headers.
        for (Map.Entry<String, String> header : List.of(
                Map.entry("Authorization", "Bearer " + SECRET),
                Map.entry("Authorization", SECRET),
                Map.entry("Authorization", "Basic " + basic),
                Map.entry("Proxy-Authorization", "Digest response=\"" + SECRET + "\""),
                Map.entry("Cookie", "theme=dark; session=" + SECRET),
                Map.entry("X-Key", SECRET),
                Map.entry("x-pin", SECRET),
                Map.entry("X-Of-The-Caller", SECRET))) {
            all.add(exchange("POST", "/doors/a", Map.of(header.getKey(), header.getValue()), "", Map.of(), ""));
            // The same value in other places, as a server may send it back.
            all.add(exchange(
                    "POST",
                    "/doors/a",
                    Map.of(header.getKey(), header.getValue(), "X-Door", SECRET),
                    "",
                    Map.of(
                            "Content-Type",
                            JSON,
                            "Location",
                            "/login?from=" + encoded,
                            "ETag",
                            base64,
                            "Content-Location",
                            "/" + lowerCase),
                    "{\"detail\":\"there is no " + SECRET + " here\",\"" + SECRET + "\":1}"));
        }
        // Request bodies.
        for (String[] body : new String[][] {
            {JSON, inJson},
            {JSON, "{\"nested\":{\"list\":[{\"password\":\"" + SECRET + "\"}]}}"},
            {JSON, "{\"spares\":[\"" + SECRET + "\"]}"},
            {JSON, "{\"byName\":{\"a\":\"" + SECRET + "\"}}"},
            {JSON, "{\"unknown\":{\"PASSWORD\":[{\"a\":\"" + SECRET + "\"}]}}"},
            {JSON, "{\"note\":\"password=" + SECRET + "\"}"},
            {JSON, "{\"password\":\"" + SECRET + "\""},
            {JSON, "\"" + SECRET + "\"}"},
            {JSON, inJson + inJson},
            {"text/plain", inJson},
            {"text/plain", SECRET},
            {"application/xml", "<password>" + SECRET + "</password>"},
            {"", inJson},
            {FORM, "note=a&password=" + encoded},
            {FORM, "note=a&spares=" + encoded + "&spares=b"},
            {FORM, "note=a&byName=" + URLEncoder.encode("{\"a\":\"" + SECRET + "\"}", StandardCharsets.UTF_8)},
            {FORM, "note=a&unknown=" + encoded},
            {FORM, inJson},
            {FORM, SECRET},
            {JSON, "note=a&password=" + encoded}
        }) {
            Map<String, String> type = body[0].isEmpty() ? Map.of() : Map.of("Content-Type", body[0]);
            all.add(exchange("POST", "/doors/a", type, body[1], Map.of(), ""));
            all.add(exchange("GET", "/nowhere", type, body[1], type, body[1]));
            all.add(exchange("POST", "/doors/a", Map.of(), "", type, body[1]));
        }
        // Responses.
        for (Map.Entry<String, String> header : List.of(
                Map.entry("Set-Cookie", "session=" + SECRET + "; Path=/"),
                Map.entry("X-Next-Code", SECRET),
                Map.entry("X-Of-The-Server", SECRET),
                Map.entry("Location", "/lobby?key=" + encoded))) {
            all.add(exchange("POST", "/doors/a", Map.of(), "", Map.of(header.getKey(), header.getValue()), ""));
        }
        all.add(exchange(
                "POST",
                "/doors/a",
                Map.of("X-Key", SECRET),
                "",
                Map.of("Content-Type", JSON),
                // The finding quotes the start of the text, which ends within the secret.
                "{\"detail\":\"" + "x".repeat(70) + SECRET + "\"}"));
        all.add(new Exchange(
                request("POST", "/doors/a", Map.of(), new byte[0]),
                new Exchange.Response(
                        200, headers(Map.of("Content-Type", JSON, "Content-Encoding", "gzip")), zip(inJson))));
        return all;
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void noSecretIsWritten(Exchange exchange) throws IOException {
        assertThat(everything(exchange))
                .hasSize(8)
                .allSatisfy((name, text) -> assertThat(text)
                        .doesNotContain(SECRET)
                        .doesNotContain("s3cr3t")
                        .doesNotContainIgnoringCase(URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                        .doesNotContain(Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)))
                        .doesNotContain(
                                Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void otherValuesAreShown() throws IOException {
        Exchange exchange = exchange(
                "POST",
                "/doors/a?level=7",
                Map.of("Content-Type", JSON, "X-Door", "front", "Authorization", "Bearer " + SECRET),
                "{\"note\":\"good morning\",\"password\":null}",
                Map.of("Content-Type", JSON, "X-Count", "12"),
                "{\"door\":{\"colour\":\"green\"}}");

        assertThat(everything(exchange).get("report.html"))
                .contains("POST /doors/(redacted)?level=7")
                .contains("X-Door: front")
                .contains("Authorization: Bearer (redacted)")
                .contains("&quot;note&quot; : &quot;good morning&quot;")
                .contains("&quot;password&quot; : null")
                .contains("X-Count: 12")
                .contains("&quot;colour&quot; : &quot;green&quot;");
    }

    @Test
    void secretOfOneExchangeIsMaskedInAllOthers() throws IOException {
        Exchange made = exchange("POST", "/doors/a", Map.of("X-Key", "key-of-the-door"), "", Map.of(), "");
        Exchange quoted = exchange("GET", "/nowhere/key-of-the-door", Map.of(), "", Map.of(), "");

        assertThat(everything(made, quoted))
                .allSatisfy((name, text) -> assertThat(text).doesNotContain("key-of-the-door"));
    }

    @Test
    void longBodiesAreCutAndSaySo() throws IOException {
        String note = "long ".repeat(10_000);
        Exchange exchange =
                exchange("POST", "/doors/a", Map.of("Content-Type", JSON), "{\"note\":\"" + note + "\"}", Map.of(), "");

        assertThat(everything(exchange).get("report.html"))
                .hasSizeLessThan(30_000)
                .contains("(cut here, 50017 characters in all)");
    }

    @Test
    void unreadableBodiesAreDescribed() throws IOException {
        Exchange exchange = exchange("POST", "/doors/a", Map.of("Content-Type", "text/plain"), "hello", Map.of(), "");

        assertThat(everything(exchange).get("report.html"))
                .contains("(5 bytes of text/plain, neither JSON nor a form: not shown)");
    }

    @Test
    void halfACharacterIsWrittenAsAnother() throws IOException {
        Exchange exchange = exchange(
                "POST",
                "/doors/a",
                Map.of(),
                "",
                Map.of("Content-Type", JSON),
                "{\"detail\":\"half \\ud83d character\"}");

        assertThat(everything(exchange).get("report.html")).contains("half ? character");
    }

    private Map<String, String> everything(Exchange... exchanges) throws IOException {
        ExchangeChecker checker = new ExchangeChecker(DOCUMENT);
        List<Verdict> verdicts = Stream.of(exchanges).map(checker::check).toList();
        List<CaseResult> results = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Case sent = new Case(
                    "case " + results.size(),
                    verdict.operation(),
                    "/paths",
                    Expectation.REFUSED,
                    null,
                    verdict.exchange().request());
            results.add(new CaseResult(sent, verdict, "a problem"));
            results.add(new CaseResult(sent, null, "no response"));
            results.add(new CaseResult(sent, verdict, null));
        }
        Report report = new Report(
                "Vault",
                URI.create("http://localhost"),
                results,
                Map.of(),
                new Coverage(List.of()),
                null,
                List.of(),
                List.of(),
                Duration.ZERO);
        RedactedReport shown = RedactedReport.of(report, DOCUMENT, "0123456789abcdef");
        Map<String, String> texts = new TreeMap<>();
        for (Path file : Reports.write(shown, directory)) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        texts.put("terminal", String.join("\n", Summary.lines(shown, false)));
        texts.put("coloured terminal", String.join("\n", Summary.lines(shown, true)));
        List<String> lines = new ArrayList<>();
        try (Traffic traffic = new Traffic(DOCUMENT, Fixtures.none(), directory, lines::add)) {
            verdicts.forEach(traffic::add);
            lines.addAll(traffic.summary());
        }
        texts.put("terminal of the proxy", String.join("\n", lines));
        texts.put("traffic.json", Files.readString(directory.resolve("traffic.json")));
        return texts;
    }

    private static Exchange exchange(
            String method,
            String target,
            Map<String, String> sent,
            String body,
            Map<String, String> responseHeaders,
            String responseBody) {
        return new Exchange(
                request(method, target, sent, body.getBytes(StandardCharsets.UTF_8)),
                new Exchange.Response(200, headers(responseHeaders), responseBody.getBytes(StandardCharsets.UTF_8)));
    }

    private static Exchange.Request request(String method, String target, Map<String, String> headers, byte[] body) {
        return new Exchange.Request(method, target, headers(headers), body);
    }

    private static Headers headers(Map<String, String> fields) {
        Map<String, List<String>> all = new TreeMap<>();
        fields.forEach((name, value) -> all.put(name, List.of(value)));
        return Headers.of(all);
    }

    private static byte[] zip(String text) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
