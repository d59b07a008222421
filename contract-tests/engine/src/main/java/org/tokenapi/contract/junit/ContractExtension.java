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
 * Checks every exchange of a test class. A test fails if one of its exchanges violates the document, whatever the test
 * itself asserts.
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
 * <p>Register it in a static field. It listens from before the first test of the class until after the last. Tests of
 * one class must not run concurrently, because an exchange counts for the test that is running.
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

    /**
     * For tests of a client: starts a mock that responds with the examples of the document, or with the script of
     * {@link #on}.
     */
    public static ContractExtension mock(OpenApiDocument document) {
        return new ContractExtension(document, () -> ContractWireMock.mock(document), null);
    }

    /**
     * For tests of a server: starts a proxy.
     *
     * @param server gives the root of the server; called once, before the first test of the class
     */
    public static ContractExtension proxy(OpenApiDocument document, Supplier<URI> server) {
        return new ContractExtension(document, () -> ContractWireMock.proxy(document, server.get()), null);
    }

    /**
     * An extension that also fails the class unless its exchanges prove every part of the document for the client: the
     * requests use each operation, parameter, media type, credential and constraint, and the client receives each
     * status, header and part of a response. The class therefore fails, too, if only some of its tests run.
     *
     * @param fixtures the rows that need no proof, each with a reason
     */
    public ContractExtension requiringCoverage(Fixtures fixtures) {
        return new ContractExtension(document, start, fixtures);
    }

    /**
     * The address to send requests to, without a slash at the end.
     *
     * @throws IllegalStateException if no test of the class is running
     */
    public URI baseUri() {
        return running().baseUri();
    }

    /**
     * Starts or continues the script of an operation: the next responses of the mock. A test fails if it does not use
     * all steps.
     *
     * @param operationId the operationId or, if the document gives none, method and path, for example {@code GET /pets}
     * @throws IllegalArgumentException if the document has no such operation
     * @throws IllegalStateException if no test of the class is running, or this is a proxy
     */
    public Script on(String operationId) {
        return running().on(operationId);
    }

    /**
     * Removes and returns the verdicts of this test so far. The extension no longer checks them when the test ends: use
     * this in tests that violate the document on purpose.
     *
     * @throws IllegalStateException if no test of the class is running
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

    /** Discards the exchanges before the test, for example those of a set-up. */
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
            throw new AssertionError(
                    (violations.isEmpty() ? "" : "exchanges of this test violate the document:" + violations)
                            + (violations.isEmpty() || unused.isEmpty() ? "" : "\n")
                            + (unused.isEmpty() ? "" : "no request used these steps of the script:" + unused));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running().close();
        running = null;
        if (coverage != null) {
            List<Requirement> gaps = coverage.coverage().unproven();
            if (!gaps.isEmpty()) {
                throw new AssertionError("the client does not prove " + gaps.size() + " rows:\n"
                        + gaps.stream().map(Requirement::name).collect(Collectors.joining("\n")));
            }
        }
    }

    private ContractWireMock running() {
        if (running == null) {
            throw new IllegalStateException(
                    "the extension is not running; register it in a static @RegisterExtension field and use it within a test");
        }
        return running;
    }
}
