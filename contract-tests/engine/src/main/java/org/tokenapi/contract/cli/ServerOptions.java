package org.tokenapi.contract.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Fingerprint;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.cases.Glob;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.ServerUnderTest.NoResponseException;
import org.tokenapi.contract.verify.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to reach a server and what to tell it: what {@code check} and {@code mutate} have in common. */
final class ServerOptions {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    private Path document;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The root of the server, without the path that the document's servers add.")
    private URI server;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "The bearer token of every request.")
    private @Nullable String bearer;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header of every request, such as an API key. May be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description =
                    "What the document can't say: values that exist, requests for certain statuses, cases to omit. "
                            + "In it, $${NAME} stands for an environment variable.")
    private @Nullable Path fixtures;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one exchange may take. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--fingerprint",
            paramLabel = "SEED",
            description = "Runs only if the cases are those of an earlier run that printed this fingerprint.")
    private @Nullable String fingerprint;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    OpenApiDocument document() {
        return OpenApiDocument.read(document);
    }

    Fixtures fixtures(OpenApiDocument read) {
        return fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read, System.getenv());
    }

    /**
     * The fingerprint of the cases.
     *
     * @throws ParameterException if another one was asked for
     */
    String fingerprint(OpenApiDocument read, Fixtures given) {
        String actual = Fingerprint.of(read, given);
        if (fingerprint != null && !fingerprint.equals(actual)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "this document, its fixtures and this version have the fingerprint " + actual
                            + ", not the one asked for");
        }
        return actual;
    }

    /**
     * Sends the wanted cases, with progress on a terminal.
     *
     * @param name of the one case to send, or a pattern for several; null for all
     */
    Report verify(OpenApiDocument read, Fixtures given, @Nullable String name)
            throws NoResponseException, InterruptedException {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be at least 1");
        }
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
            throw new ParameterException(spec.commandLine(), "--server must be an http or https URL");
        }
        if (server.getRawUserInfo() != null || server.getRawQuery() != null) {
            throw new ParameterException(spec.commandLine(), "--server must hold no credentials; use --header");
        }
        fingerprint(read, given);
        Verification verification = new Verification(read, given, allHeaders());
        // A name that is one to the letter is no pattern: names hold asterisks as well.
        boolean exact = verification.cases().stream().anyMatch(one -> one.name().equals(name));
        Glob pattern = new Glob(name == null ? "*" : name);
        Predicate<Case> wanted = one -> exact ? one.name().equals(name) : pattern.matches(one.name());
        long count = verification.cases().stream().filter(wanted).count();
        if (count == 0) {
            throw new ParameterException(spec.commandLine(), "no case has that name");
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
            all.put(
                    header.substring(0, colon).trim(),
                    header.substring(colon + 1).trim());
        }
        if (bearer != null) {
            all.put("Authorization", "Bearer " + bearer);
        }
        all.forEach(this::checkHeader);
        return all;
    }

    /** Here, because a complaint of the HTTP client would repeat the value, which may be a secret. */
    private void checkHeader(String name, String value) {
        if (!name.matches("[\\w!#$%&'*+.^`|~-]+") || !value.matches("[\\t\\x20-\\x7e\\xa0-\\xff]*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a header holds a character that HTTP doesn't allow there, such as the end of a line");
        }
    }
}
