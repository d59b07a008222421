package org.tokenapi.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reports of a run whose document and responses contain markup. */
final class ReportsTest {
    private static final String EVIL = "<script>alert('1')</script>";

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("evil", """
            openapi: 3.0.3
            info: {title: "<script>alert('1')</script> | {{rows}}", version: '1'}
            paths:
              /a:
                get:
                  operationId: "<script>alert('1')</script>"
                  responses:
                    '200':
                      description: A
                      content: {application/json: {schema: {type: object, properties: {text: {type: string, maxLength: 1}}}}}
            """);

    @TempDir
    private Path directory;

    private RedactedReport shown;

    @BeforeEach
    void run() {
        Exchange exchange = new Exchange(
                new Exchange.Request("GET", "/a?b=c", Headers.of(Map.of("Accept", List.of(EVIL))), new byte[0]),
                new Exchange.Response(
                        200,
                        Headers.of(Map.of(
                                "Content-Type", List.of("application/json"), "Server", List.of("\u0001" + EVIL))),
                        ("{\"text\":\"" + EVIL + " ]]> \\u0000 {{cases}} | *b* `c`\"}")
                                .getBytes(StandardCharsets.UTF_8)));
        Verdict verdict = new ExchangeChecker(DOCUMENT).check(exchange);
        Case sent = new Case(
                "it's | " + EVIL, DOCUMENT.operations().get(0), "/a", Expectation.ACCEPTED, null, exchange.request());
        shown = RedactedReport.of(
                new Report(
                        DOCUMENT.at("/info/title").stringValue(),
                        URI.create("http://localhost/?%3Cscript%3E"),
                        List.of(new CaseResult(sent, verdict, EVIL), new CaseResult(sent, null, EVIL)),
                        Map.of("omitted " + EVIL, "because " + EVIL),
                        new Coverage(List.of(new Requirement(EVIL, Side.REQUEST, "/a|" + EVIL, List.of(), null))),
                        new Coverage(List.of(new Requirement(EVIL, Side.REQUEST, "/a|" + EVIL, List.of(EVIL), null))),
                        new ExchangeChecker(DOCUMENT).gaps(),
                        List.of("fixtures.yaml: " + EVIL),
                        Duration.ofMillis(1500)),
                DOCUMENT,
                "0123456789abcdef");
    }

    @Test
    void pageHasNoScriptOtherThanItsOwn() throws IOException {
        String page = written("report.html");

        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page).doesNotContain("alert('1')").contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    }

    @Test
    void pageFillsEachPlaceholderOfItsTemplateOnly() throws IOException {
        String page = written("report.html");

        assertThat(page).contains("{{rows}}", "{{cases}}");
        assertThat(page.replace("{{rows}}", "").replace("{{cases}}", "")).doesNotContain("{{");
    }

    @Test
    void pageLoadsNothing() throws IOException {
        assertThat(written("report.html"))
                .contains("default-src 'none'")
                .doesNotContain(" src=")
                .doesNotContain(" href=")
                .doesNotContain("url(")
                .doesNotContain("@import");
    }

    @Test
    void pageSaysWhatItIsToBrowsersAndScreenReaders() throws IOException {
        assertThat(written("report.html"))
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("name=\"viewport\"")
                .contains("<title>Contract: ")
                .contains("<label>Operation <select")
                .contains("<th scope=\"col\">");
    }

    @Test
    void junitReportIsWellFormed() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(written("junit.xml"))));

        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("3");
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("/a")
                .contains("got \"<script>")
                .contains("rerun with --case")
                .contains("GET /a?b=(redacted)")
                .contains("Content-Type: application/json");
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void markdownCellsStayCellsAndText() throws IOException {
        List<String> rows = written("summary.md")
                .lines()
                .filter(line -> line.startsWith("| it"))
                .toList();

        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.split("(?<!\\\\)\\|", -1)).hasSize(4));
        assertThat(written("summary.md")).doesNotContain("<script").contains("\\*b\\* \\`c\\`");
    }

    @Test
    void jsonReportHasBothMessagesOfWhatFails() throws IOException {
        JsonNode failed = JsonMapper.shared().readTree(written("report.json")).at("/cases/0");

        assertThat(failed.at("/sent/target").stringValue()).isEqualTo("/a?b=(redacted)");
        assertThat(failed.at("/received/status").intValue()).isEqualTo(200);
        assertThat(failed.at("/received/body").stringValue()).contains("]]>");
    }

    @Test
    void everyReportHasTheFingerprint() throws IOException {
        List<String> all = new ArrayList<>(List.of(String.join("\n", Summary.lines(shown, false))));
        for (String name : List.of("report.html", "summary.md", "junit.xml", "report.json")) {
            all.add(written(name));
        }

        assertThat(all).allSatisfy(text -> assertThat(text).contains("0123456789abcdef"));
    }

    @Test
    void quotesNamesForTheShell() {
        assertThat(Summary.lines(shown, false))
                .contains("    rerun with --case 'it'\\''s | " + EVIL.replace("'", "'\\''") + "'");
    }

    private String written(String name) throws IOException {
        Reports.write(shown, directory);
        return Files.readString(directory.resolve(name));
    }
}
