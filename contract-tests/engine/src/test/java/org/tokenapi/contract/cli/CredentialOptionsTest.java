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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** CallerCredentials for every kind of security scheme, from arguments, the environment and files. */
class CredentialOptionsTest {
    private static final String SCHEMES = """
            openapi: 3.0.3
            info: {title: t, version: "1"}
            paths:
              /a: {get: {operationId: read, security: [{used: []}], responses: {'204': {description: d}}}}
            components:
              securitySchemes:
                used: %s
            """;

    /** Of the conforming request: the header Authorization, the header X-Key, the query and the header Cookie. */
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private final StringWriter out = new StringWriter();
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(Stream.of("Authorization", "X-Key", "Cookie")
                            .map(name ->
                                    String.valueOf(exchange.getRequestHeaders().getFirst(name)))
                            .toList()
                    + " " + exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String scheme, String... options) throws IOException {
        Path document = Files.writeString(directory.resolve("openapi.yaml"), SCHEMES.formatted(scheme));
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        String[] all = Stream.of(
                        Stream.of("check", "--spec", document.toString(), "--server", address),
                        Stream.of("--case", "read conforming"),
                        Stream.of(options))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new);
        CommandLine command = Contract.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(out, true));
        return command.execute(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {type: http, scheme: bearer}                                        | --bearer  | t0ken       | [Bearer t0ken, null, null] null
                    {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}} | --bearer | t0ken     | [Bearer t0ken, null, null] null
                    {type: openIdConnect, openIdConnectUrl: /o}                         | --bearer  | t0ken       | [Bearer t0ken, null, null] null
                    {type: http, scheme: basic}                                         | --basic   | eva:a:b     | [Basic ZXZhOmE6Yg==, null, null] null
                    {type: apiKey, in: header, name: X-Key}                             | --api-key | X-Key=k=1   | [null, k=1, null] null
                    {type: apiKey, in: header, name: X-Key}                             | --api-key | used=k1     | [null, k1, null] null
                    {type: apiKey, in: query, name: key}                                | --api-key | key=k1      | [null, null, null] key=k1
                    {type: apiKey, in: cookie, name: session}                           | --api-key | session=k1  | [null, null, session=k1] null
                    """)
    void areSentForTheirScheme(String scheme, String option, String value, String expected) throws IOException {
        assertThat(run(scheme, option, value)).as(out.toString()).isZero();
        assertThat(seen).containsExactly(expected);
    }

    @Test
    void comeOutOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "t0ken\n");

        assertThat(run("{type: http, scheme: bearer}", "--bearer", "file:" + file))
                .isZero();
        assertThat(seen).containsExactly("[Bearer t0ken, null, null] null");
    }

    @Test
    void comeOutOfTheEnvironment() throws IOException {
        String login = "eva:" + System.getenv("PATH");

        assertThat(run("{type: apiKey, in: header, name: X-Key}", "--api-key", "X-Key=env:PATH"))
                .isZero();
        assertThat(seen).containsExactly("[null, " + login.substring(4) + ", null] null");
    }

    @Test
    void areSentAllTheSameIfNoSchemeTakesThem() throws IOException {
        assertThat(run("{type: apiKey, in: header, name: X-Key}", "--bearer", "t0ken", "--api-key", "X-Key=k1"))
                .isZero();
        assertThat(run("{type: apiKey, in: header, name: X-Key}", "--basic", "eva:b", "--api-key", "X-Key=k1"))
                .isZero();

        String basic = Base64.getEncoder().encodeToString("eva:b".getBytes(StandardCharsets.UTF_8));
        assertThat(seen).containsExactly("[Bearer t0ken, k1, null] null", "[Basic " + basic + ", k1, null] null");
    }

    @Test
    void headersCanBeEmptyOrComeOutOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "k1");
        String scheme = "{type: apiKey, in: header, name: X-Key}";

        assertThat(run(scheme, "--header", "X-Key: file:" + file, "--header", "Authorization:"))
                .isZero();
        assertThat(seen).containsExactly("[, k1, null] null");
    }

    @ParameterizedTest
    @CsvSource({
        "--header, X Key: s3cret, a header contains a character that HTTP does not allow",
        "--header, s3cret, --header must be 'NAME: VALUE'",
        "--bearer, env:NO_SUCH_VARIABLE, --bearer: there is no environment variable NO_SUCH_VARIABLE",
        "--bearer, file:/no/such/file, --bearer: can't read the file /no/such/file",
        "--basic, s3cret, --basic must be USER:PASSWORD",
        "--api-key, s3cret, --api-key must be NAME=VALUE",
        "--api-key, X-Kee=s3cret, no operation of the document uses an API key \"X-Kee\"",
    })
    void areRefusedWithTheNameOfTheOption(String option, String value, String message) throws IOException {
        assertThat(run("{type: apiKey, in: header, name: X-Key}", option, value))
                .isEqualTo(2);
        assertThat(out.toString()).contains(message).doesNotContain("s3cret");
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bearer=", "--api-key=X-Key=", "--basic="})
    void areRefusedIfTheyAreEmpty(String option) throws IOException {
        assertThat(run("{type: apiKey, in: header, name: X-Key}", option)).isEqualTo(2);
        assertThat(out.toString()).contains("the value is empty");
    }
}
