package org.tokenapi.contract.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    @Mixin
    private CredentialOptions credentials;

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
        Verification verification =
                new Verification(read, given, credentials.of(read), credentials.headers(read), strictness.strictness());
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
}
