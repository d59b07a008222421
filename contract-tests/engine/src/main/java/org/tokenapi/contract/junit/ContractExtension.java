package org.tokenapi.contract.junit;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.ClientCoverage;
import org.tokenapi.contract.verify.Requirement;
import org.tokenapi.contract.wiremock.ContractWireMock;
import org.tokenapi.contract.wiremock.Script;

/**
 * Checks every exchange of a test class: a test fails if one of its exchanges violates the document, even if it asserts
 * nothing of it.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ContractExtension CONTRACT = ContractExtension.mock(OpenApiDocument.read(Path.of("openapi.yaml")));
 *
 * @Test
 * void findsPets() {
 *     assertThat(new PetClient(CONTRACT.baseUri()).pets()).isNotEmpty();
 * }
 * }</pre>
 *
 * <p>Register it in a static field; it listens from before the first test of the class until after the last. The tests of
 * a class that uses it must not run at the same time, because an exchange is counted for the test that runs.
 */
public final class ContractExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final OpenApiDocument document;
    private final Supplier<ContractWireMock> start;
    private final @Nullable Fixtures required;
    private @Nullable ContractWireMock running;
    private @Nullable ClientCoverage coverage;

    private ContractExtension(OpenApiDocument document, Supplier<ContractWireMock> start, @Nullable Fixtures required) {
        this.document = document;
        this.start = start;
        this.required = required;
    }

    /** For tests of a client: a server that answers with the examples of the document, or as {@link #on} says. */
    public static ContractExtension mock(OpenApiDocument document) {
        return new ContractExtension(document, () -> ContractWireMock.mock(document), null);
    }

    /**
     * For tests of a server: a proxy before it.
     *
     * @param server asked for once, before the first test
     */
    public static ContractExtension proxy(OpenApiDocument document, Supplier<URI> server) {
        return new ContractExtension(document, () -> ContractWireMock.proxy(document, server.get()), null);
    }

    /**
     * The same, but the class fails unless its exchanges prove every part of the document on the side of the client: each
     * operation, parameter, media type, credential and constraint of a request was made use of, and each status, header
     * and part of an answer was met. So it fails too if only some of its tests are run.
     *
     * @param fixtures tell which rows need no proof, each with a reason
     */
    public ContractExtension requiringCoverage(Fixtures fixtures) {
        return new ContractExtension(document, start, fixtures);
    }

    /**
     * Where to send requests.
     *
     * @throws IllegalStateException outside of the tests of the class
     */
    public URI baseUri() {
        return running().baseUri();
    }

    /**
     * Says what the mock answers to the next requests of an operation. A step that nothing asks for until the test ends fails
     * it.
     *
     * @param operationId as the document has it
     * @throws IllegalArgumentException if the document has no such operation
     * @throws IllegalStateException outside of the tests of the class, or if this is a proxy
     */
    public Script on(String operationId) {
        return running().on(operationId);
    }

    /**
     * Takes the verdicts on the exchanges of this test so far. What is taken is not checked when the test ends: this is for
     * tests that violate the document on purpose.
     */
    public List<Verdict> takeVerdicts() {
        List<Verdict> verdicts = running().takeVerdicts();
        if (coverage != null) {
            verdicts.forEach(coverage::add);
        }
        return verdicts;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = start.get();
        coverage = required == null ? null : new ClientCoverage(document, required);
    }

    /** Exchanges of a set-up are not those of the test. */
    @Override
    public void beforeEach(ExtensionContext context) {
        takeVerdicts();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        String violations = takeVerdicts().stream()
                .flatMap(verdict -> verdict.violations().stream()
                        .map(violation -> "\n" + verdict.exchange().request() + ": " + violation))
                .collect(Collectors.joining());
        String unused = running().endScripts().stream().map(step -> "\n" + step).collect(Collectors.joining());
        if (!violations.isEmpty() || !unused.isEmpty()) {
            throw new AssertionError((violations.isEmpty() ? "" : "the document is violated:" + violations)
                    + (violations.isEmpty() || unused.isEmpty() ? "" : "\n")
                    + (unused.isEmpty() ? "" : "scripted, but nothing asked for it:" + unused));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running().close();
        running = null;
        if (coverage != null) {
            List<Requirement> gaps = coverage.coverage().gaps();
            if (!gaps.isEmpty()) {
                throw new AssertionError(gaps.size() + " rows that nothing proves on the side of the client:\n"
                        + gaps.stream().map(Requirement::name).collect(Collectors.joining("\n")));
            }
        }
    }

    private ContractWireMock running() {
        if (running == null) {
            throw new IllegalStateException(
                    "the extension listens only during the tests of a class that has it in a static @RegisterExtension field");
        }
        return running;
    }
}
