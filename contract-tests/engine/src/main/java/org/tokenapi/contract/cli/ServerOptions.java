package org.tokenapi.contract.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Fingerprint;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.cases.Glob;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.ServerUnderTest.NoResponseException;
import org.tokenapi.contract.verify.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code check} and {@code mutate}: the document, the server, and what each request carries. */
final class ServerOptions {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    private Path document;

    @Mixin
    private ReadingOptions reading;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The root of the server, without the path of the document's servers.")
    private URI server;

    @Option(
            names = "--bearer",
            paramLabel = "TOKEN",
            description =
                    "The bearer token, also for OAuth 2.0 and OpenID Connect; env:NAME or file:PATH to read it from "
                            + "an environment variable or a file.")
    private @Nullable String bearer;

    @Option(
            names = "--basic",
            paramLabel = "USER:PASSWORD",
            description = "The user and password for HTTP Basic; or env:NAME or file:PATH.")
    private @Nullable String basic;

    @Option(
            names = "--api-key",
            paramLabel = "NAME=VALUE",
            description =
                    "An API key, by the name of its header, query parameter, cookie or security scheme; the value can "
                            + "be env:NAME or file:PATH. Repeatable.")
    private List<String> apiKeys = List.of();

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header to send with every request; the value can be env:NAME or file:PATH. Repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description =
                    "What the document can't state: values that exist on the server, requests for certain statuses, cases to "
                            + "omit. In the file, $${NAME} is replaced by an environment variable.")
    private @Nullable Path fixtures;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "The time limit of one exchange. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "Run only if the cases are those of the run that printed this fingerprint.")
    private @Nullable String fingerprint;

    @Mixin
    private StrictnessOptions strictness;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    OpenApiDocument document() {
        return reading.read(document);
    }

    Fixtures fixtures(OpenApiDocument read) {
        return fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read, System.getenv());
    }

    /**
     * The fingerprint of the cases.
     *
     * @throws ParameterException if {@code --fingerprint} names another one
     */
    String fingerprint(OpenApiDocument read, Fixtures given) {
        String actual = Fingerprint.of(read, given);
        if (fingerprint != null && !fingerprint.equals(actual)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the fingerprint of this document, its fixtures and this version is " + actual
                            + ", not that of --fingerprint");
        }
        return actual;
    }

    /**
     * Sends the selected cases, with a progress line on a terminal.
     *
     * @param name the name of one case, or a pattern for several; null for all
     */
    Report verify(OpenApiDocument read, Fixtures given, @Nullable String name)
            throws NoResponseException, InterruptedException {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be at least 1 second");
        }
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
            throw new ParameterException(spec.commandLine(), "--server must be an http or https URL");
        }
        if (server.getRawUserInfo() != null || server.getRawQuery() != null) {
            throw new ParameterException(spec.commandLine(), "--server must not contain credentials; use --basic");
        }
        fingerprint(read, given);
        Map<String, String> all = allHeaders();
        CallerCredentials credentials = credentials(read, all);
        all.forEach(this::checkHeader);
        Verification verification = new Verification(read, given, credentials, all, strictness.strictness());
        // An exact name takes precedence over a pattern, because names may contain asterisks.
        boolean exact = verification.cases().stream().anyMatch(one -> one.name().equals(name));
        Glob pattern = new Glob(name == null ? "*" : name);
        Predicate<Case> wanted = one -> exact ? one.name().equals(name) : pattern.matches(one.name());
        long count = verification.cases().stream().filter(wanted).count();
        if (count == 0) {
            throw new ParameterException(spec.commandLine(), "no case matches --case");
        }
        try (ProgressLine progress = new ProgressLine(System.console() != null, count, "cases")) {
            return verification.run(
                    server, Duration.ofSeconds(seconds), wanted, result -> progress.step(!result.holds()));
        }
    }

    boolean colours() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    private Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(spec.commandLine(), "--header must be 'NAME: VALUE'");
            }
            String name = header.substring(0, colon).trim();
            all.put(name, secret("--header " + name, header.substring(colon + 1).trim()));
        }
        return all;
    }

    /**
     * What requests present for the security schemes of a document.
     *
     * @param all the headers of every request, to which a token or password is added that no scheme takes
     */
    private CallerCredentials credentials(OpenApiDocument read, Map<String, String> all) {
        CallerCredentials credentials = CallerCredentials.none();
        if (bearer != null) {
            String token = secret("--bearer", bearer);
            checkHeader("Authorization", token);
            credentials = credentials.bearer(token);
            if (isUnused(credentials, read)) {
                all.put("Authorization", "Bearer " + token);
            }
        }
        if (basic != null) {
            String login = secret("--basic", basic);
            if (login.indexOf(':') < 0) {
                throw new ParameterException(spec.commandLine(), "--basic must be USER:PASSWORD");
            }
            credentials = credentials.basic(login);
            if (isUnused(CallerCredentials.none().basic(login), read)) {
                all.put(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
            }
        }
        for (String key : apiKeys) {
            int equals = key.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(spec.commandLine(), "--api-key must be NAME=VALUE");
            }
            String name = key.substring(0, equals);
            String value = secret("--api-key " + name, key.substring(equals + 1));
            checkHeader("X-Api-Key", value);
            credentials = credentials.apiKey(name, value);
            if (isUnused(CallerCredentials.none().apiKey(name, value), read)) {
                throw new ParameterException(
                        spec.commandLine(), "--api-key: no operation of the document uses an API key \"" + name + "\"");
            }
        }
        return credentials;
    }

    private static boolean isUnused(CallerCredentials credentials, OpenApiDocument read) {
        return read.operations().stream()
                .flatMap(operation -> operation.security().stream())
                .flatMap(List::stream)
                .noneMatch(scheme -> !scheme.type().equals("mutualTLS")
                        && credentials.of(scheme).isPresent());
    }

    private String secret(String option, String given) {
        return GivenSecret.resolve(spec.commandLine(), option, given);
    }

    /** Checked here, because the message of the HTTP client repeats the value, which may be a secret. */
    private void checkHeader(String name, String value) {
        if (!name.matches("[\\w!#$%&'*+.^`|~-]+") || !value.matches("[\\t\\x20-\\x7e\\xa0-\\xff]*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a header contains a character that HTTP does not allow, for example a line break");
        }
    }
}
