package org.tokenapi.contract.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;
import org.tokenapi.contract.verify.Verification;

/**
 * The verification is green for every library that conforms, and red for every faulty one. The requirements that a
 * faulty library ignores or exaggerates are not listed here: every requirement that a case touches is tried.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class LibraryBenchTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final OpenApiDocument document = OpenApiDocument.parse("library.yaml", resource("library.yaml"));
    private final Fixtures fixtures =
            Fixtures.parse("library-fixtures.yaml", resource("library-fixtures.yaml"), document, Map.of());
    private final Verification withKey =
            new Verification(document, fixtures, Map.of("X-Library-Key", LibraryServer.KEY));
    private final Verification asStaff =
            new Verification(document, fixtures, Map.of("Authorization", LibraryServer.STAFF));
    private LibraryServer server;
    private Report conforming;

    @BeforeAll
    void start() throws Exception {
        server = new LibraryServer();
        conforming = withKey.run(server.uri(), LIMIT, sent -> true, result -> {});
        asStaff.run(server.uri(), LIMIT, sent -> true, result -> {});
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void staysGreenForALibraryThatConforms() {
        assertThat(problems(conforming)).isEmpty();
    }

    @Test
    void provesEveryRowOfTheDocument() {
        assertThat(conforming.coverage().unproven())
                .extracting(Requirement::name)
                .isEmpty();
    }

    Stream<Fault> requirements() {
        return List.copyOf(server.requirements()).stream().map(Fault::named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requirements")
    void goesRedForALibraryThatMisjudges(Fault fault) throws Exception {
        String operation = fault.name()
                .substring((fault.name().startsWith(Fault.FORGETS) ? Fault.FORGETS : Fault.STRICT).length())
                .split(" ")[0];
        assertThat(goesRed(fault, operation)).as(fault.toString()).isTrue();
    }

    Stream<Fault> responses() {
        return ResponseFaults.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void goesRedForALibraryThatRespondsWrongly(Fault fault) throws Exception {
        assertThat(goesRed(fault, fault.operation())).as(fault.toString()).isTrue();
    }

    Stream<Fault> variants() {
        return Variants.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void staysGreenForAVariantThatConforms(Fault variant) throws Exception {
        server.plant(variant);
        try {
            Map<String, String> headers = Map.of("X-Library-Key", LibraryServer.KEY, "Accept-Encoding", "gzip");
            Verification verification = new Verification(document, fixtures, headers);
            assertThat(problems(verification.run(server.uri(), LIMIT, sent -> true, result -> {})))
                    .isEmpty();
        } finally {
            server.plant(Fault.NONE);
        }
    }

    @Test
    void staysGreenForStaff() throws Exception {
        assertThat(problems(asStaff.run(server.uri(), LIMIT, sent -> true, result -> {})))
                .isEmpty();
    }

    @Test
    void triesEveryKindOfFault() {
        assertThat(requirements().filter(fault -> fault.name().startsWith(Fault.FORGETS)))
                .hasSizeGreaterThan(100);
        assertThat(requirements().filter(fault -> fault.name().startsWith(Fault.STRICT)))
                .hasSizeGreaterThan(60);
        assertThat(responses()).hasSizeGreaterThan(100);
    }

    /** Sends the cases of an operation, or all of them, until one goes red. */
    private boolean goesRed(Fault fault, String operation) throws Exception {
        server.plant(fault);
        AtomicBoolean red = new AtomicBoolean();
        try {
            boolean ofCredentials = fault.name().matches(".* (staff|credentials).*");
            for (Verification verification : ofCredentials ? List.of(withKey, asStaff) : List.of(withKey)) {
                verification.run(
                        server.uri(),
                        LIMIT,
                        sent -> !red.get() && mayTell(fault, operation, sent),
                        result -> red.compareAndSet(false, !result.holds()));
            }
        } finally {
            server.plant(Fault.NONE);
        }
        return red.get();
    }

    /** A library that ignores a requirement accepts more requests, and one that is too strict refuses more. */
    private static boolean mayTell(Fault fault, String operation, Case sent) {
        boolean refused = sent.expectation() == Expectation.REFUSED || sent.expectation() == Expectation.UNAUTHORIZED;
        if (fault.name().startsWith(Fault.FORGETS) && !refused || fault.name().startsWith(Fault.STRICT) && refused) {
            return false;
        }
        return operation.isEmpty()
                || sent.operation() != null && sent.operation().id().equals(operation);
    }

    private static List<String> problems(Report report) {
        return report.failures().stream().map(LibraryBenchTest::describe).toList();
    }

    private static String describe(CaseResult result) {
        return result.sent() + ": " + result.problem() + " " + result.violations();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(LibraryBenchTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
