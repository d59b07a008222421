package org.tokenapi.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ContractTest {
    private static final String DOCUMENT = """
            openapi: 3.0.3
            info: {title: Greeter, version: '1'}
            paths:
              /greeting:
                get:
                  operationId: greet
                  responses:
                    '200':
                      description: A greeting
                      content: {text/plain: {schema: {type: string, maxLength: 10}}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private volatile String greeting = "hello";

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("openapi.yaml"), DOCUMENT);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean right = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals("/greeting");
            byte[] body = greeting.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(right ? 200 : 405, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void exitsWithZeroWhenTheServerConforms() {
        assertThat(run("check", "--spec", spec(), "--server", url(), "--require-coverage"))
                .isZero();
        assertThat(out.toString()).contains("0 failed").contains("coverage 100.0 %");
    }

    @Test
    void exitsWithOneAndNamesCaseAndPointerOfAViolation() {
        greeting = "hello, everybody";

        assertThat(run("check", "--spec", spec(), "--server", url())).isEqualTo(1);
        assertThat(out.toString())
                .contains("greet conforming")
                .contains("/paths/~1greeting/get/responses/200/content/text~1plain/schema/maxLength");
    }

    @Test
    void writesReportsForPeopleAndMachines() throws IOException {
        greeting = "hello, <b>everybody</b>";
        Path reports = directory.resolve("new/reports");

        run("check", "--spec", spec(), "--server", url(), "--report", reports.toString());

        assertThat(Files.readString(reports.resolve("report.html")))
                .contains("greet conforming")
                .contains("&lt;b&gt;")
                .doesNotContain("<b>everybody");
        assertThat(Files.readString(reports.resolve("junit.xml")))
                .contains("<failure")
                .contains("tests=\"");
        assertThat(Files.readString(reports.resolve("summary.md"))).contains("## Failures");
        assertThat(Files.readString(reports.resolve("report.json"))).contains("\"rule\" : \"SCHEMA\"");
    }

    @Test
    void reportsAnInvalidHeaderWithoutItsValue() {
        assertThat(run("check", "--spec", spec(), "--server", url(), "--bearer", "s3cret\nX-More: 1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("does not allow").doesNotContain("s3cret");
    }

    @Test
    void reportsAnInvalidHeaderOfTheFixturesWithoutItsValue() throws IOException {
        Path fixtures = Files.writeString(directory.resolve("fixtures.yaml"), "headers: {X-Key: \"s3cret\\nX: 1\"}");

        assertThat(run("check", "--spec", spec(), "--server", url(), "--fixtures", fixtures.toString()))
                .isEqualTo(1);
        assertThat(out + "" + err).contains("can't send the request").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    operations: {greet: {parameters: {nam: x}}}                                | line 1, column 40 (/operations/greet/parameters/nam): greet has no parameter
                    requests: [{name: n, operation: greet, status: 404, parameters: {nam: x}}] | (/requests/0/parameters/nam): greet has no parameter
                    omit: [{case: greet conformin, reason: r}]                                 | line 1, column 8 (/omit/0): no case has this name
                    """)
    void exitsWithTwoWhenFixturesWouldHaveNoEffect(String text, String message) throws IOException {
        Path fixtures = Files.writeString(directory.resolve("fixtures.yaml"), text);

        assertThat(run("check", "--spec", spec(), "--server", url(), "--fixtures", fixtures.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void exitsWithTwoWhenTheUpstreamIsNotAUrl() {
        assertThat(run("proxy", "--spec", spec(), "--upstream", "localhost:8080", "--port", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--upstream must be an http or https URL");
    }

    @Test
    void exitsWithTwoWhenThePortIsTaken() {
        String port = Integer.toString(server.getAddress().getPort());

        assertThat(run("mock", "--spec", spec(), "--port", port)).isEqualTo(2);
        assertThat(err.toString()).startsWith("contract: can't listen on 127.0.0.1:" + port);
    }

    @Test
    void exitsWithTwoWhenTheHostIsUnknown() {
        assertThat(run("check", "--spec", spec(), "--server", "http://no.such.host.invalid"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unknown host no.such.host.invalid");
    }

    @Test
    void exitsWithTwoWhenTheReportCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(run("check", "--spec", spec(), "--server", url(), "--report", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("can't write " + file);
    }

    @Test
    void runsOneCaseByName() {
        assertThat(run("check", "--spec", spec(), "--server", url(), "--case", "greet conforming"))
                .isZero();
        assertThat(out.toString()).contains("1 case: 1 passed");
    }

    @Test
    void printsAFingerprintThatEnsuresTheSameCases() {
        run("check", "--spec", spec(), "--server", url());
        String fingerprint = out.toString().replaceAll("(?s).*\nfingerprint (\\w+)\n.*", "$1");

        assertThat(run("check", "--spec", spec(), "--server", url(), "--fingerprint", fingerprint))
                .isZero();
        assertThat(run("check", "--spec", spec(), "--server", url(), "--fingerprint", "other"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("and this version is " + fingerprint);
    }

    @Test
    void printsTheOptionThatRunsAFailureAlone() {
        greeting = "hello, everybody";

        run("check", "--spec", spec(), "--server", url());

        assertThat(out.toString()).contains("rerun with --case 'greet conforming'\n");
    }

    @Test
    void exactNameIsNotAPattern() throws IOException {
        Files.writeString(
                directory.resolve("openapi.yaml"), DOCUMENT.replace("operationId: greet", "operationId: '*'"));

        run("check", "--spec", spec(), "--server", url(), "--case", "* conforming");

        assertThat(out.toString()).contains("1 case: 1 passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret-word@127.0.0.1:1", "http://127.0.0.1:1/?key=secret-word"})
    void refusesCredentialsInTheAddress(String server) {
        assertThat(run("check", "--spec", spec(), "--server", server)).isEqualTo(2);
        assertThat(err.toString()).contains("must not contain credentials").doesNotContain("secret-word");
    }

    @Test
    void refusesEquivalentsThatMatchNoSurvivor() throws IOException {
        Path equivalents = Files.writeString(directory.resolve("e.yaml"), "- {mutant: none, reason: why}\n");

        assertThat(run("mutate", "--spec", spec(), "--server", url(), "--equivalent", equivalents.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("e.yaml, line 1, column 3 (/0): no surviving mutant matches this entry");
    }

    @Test
    void saysInOneLineThatNoServerListens() {
        assertThat(run("check", "--spec", spec(), "--server", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("contract: no server listens at http://127.0.0.1:1\n");
    }

    @Test
    void saysWhereADocumentIsUnreadable() throws IOException {
        Files.writeString(directory.resolve("openapi.yaml"), DOCUMENT + "paths: {}\n");

        assertThat(run("check", "--spec", spec(), "--server", url())).isEqualTo(2);
        assertThat(err.toString()).contains("openapi.yaml, line 11, column 1").contains("duplicate key");
    }

    @Test
    void saysWhereFixturesAreWrong() throws IOException {
        Path fixtures = Files.writeString(
                directory.resolve("fixtures.yaml"), "requests:\n  - name: n\n    operation: o\n    status: 1\n");

        assertThat(run("check", "--spec", spec(), "--server", url(), "--fixtures", fixtures.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("fixtures.yaml, line 4, column 13").contains("/requests/0/status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cheque", "check", "check --spec x", "check --spec x --server y --case", "diff x"})
    void exitsWithTwoForWrongArguments(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("contract: ").contains("--help");
    }

    @Test
    void doesNotPrintATokenInTheWrongPlace() {
        run("cheque", "--bearer", "secret-token");

        assertThat(err.toString()).doesNotContain("secret-token");
    }

    @Test
    void measuresTheCheckItself() {
        assertThat(run("mutate", "--spec", spec(), "--server", url()))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("0 equivalent (0.0 %); score 100.0 %");
    }

    @Test
    void exitsWithZeroWhenNothingBreaks() throws IOException {
        Path now = Files.writeString(directory.resolve("new.yaml"), DOCUMENT.replace("maxLength: 10", "maxLength: 9"));

        assertThat(run("diff", spec(), now.toString())).isZero();
        assertThat(out.toString())
                .contains("· changes responses: maxLength 9, was 10 (greet response 200)")
                .endsWith("0 breaking changes, 1 other change\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void exitsWithOneAndNamesThePlacesOfABreakingChange() throws IOException {
        Path now = Files.writeString(directory.resolve("new.yaml"), DOCUMENT.replace("maxLength: 10", "maxLength: 11"));

        assertThat(run("diff", spec(), now.toString())).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                        ✗ breaks responses: maxLength 11, was 10 (greet response 200)
                            old /paths/~1greeting/get/responses/200/content/text~1plain/schema/maxLength, line 10, column 68
                            new /paths/~1greeting/get/responses/200/content/text~1plain/schema/maxLength, line 10, column 68
                        1 breaking change, 0 other changes
                        """);
    }

    @Test
    void exitsWithTwoWhenADocumentIsMissing() {
        assertThat(run("diff", spec(), directory.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("contract: ")
                .contains("none.yaml")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "mock", "proxy", "mutate", "diff"})
    void helpsWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Examples:").contains("contract " + command);
    }

    private int run(String... arguments) {
        CommandLine command = Contract.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String spec() {
        return directory.resolve("openapi.yaml").toString();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
