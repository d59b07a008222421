package org.tokenapi.contract.verify;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.CaseGenerator;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.UnreadableDocumentException;

/**
 * Asks a server everything that a document gives reason to ask. Cases are derived from the document and sent one after
 * another; each answer is checked, and what it proves is noted.
 */
public final class Verification {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final OpenApiDocument document;
    private final ExchangeChecker checker;
    private final Fixtures fixtures;
    private final CaseGenerator generator;

    /** What a request to an operation can break, so that only a refusal proves it. */
    private final Set<String> breakable;

    /**
     * @param headers what every request carries, credentials among them
     * @throws UnreadableDocumentException if the fixtures leave out a case that there is none of
     */
    public Verification(OpenApiDocument document, Fixtures fixtures, Map<String, String> headers) {
        this.document = document;
        this.fixtures = fixtures;
        this.checker = new ExchangeChecker(document);
        this.generator = new CaseGenerator(document, checker.schemas(), fixtures, headers);
        fixtures.checkOmittedCases(generator.cases().stream().map(Case::name).toList());
        this.breakable = generator.cases().stream()
                .filter(sent ->
                        sent.expectation() == Expectation.REFUSED || sent.expectation() == Expectation.UNAUTHORIZED)
                .map(sent -> part(sent.operation(), sent.pointer()))
                .collect(Collectors.toSet());
    }

    /** The cases, in the order in which they are sent. */
    public List<Case> cases() {
        return generator.cases();
    }

    /**
     * Sends all cases, each of which may take 10 seconds.
     *
     * @param server the root of the server, without the path that the document's servers add
     * @throws ServerUnderTest.NoResponseException if no server could be reached at all
     */
    public Report run(URI server) throws ServerUnderTest.NoResponseException, InterruptedException {
        return run(server, LIMIT, all -> true, result -> {});
    }

    /**
     * Sends the cases.
     *
     * @param server the root of the server, without the path that the document's servers add
     * @param limit how long one exchange may take
     * @param wanted which cases to send
     * @param progress told of each result as it comes
     * @throws ServerUnderTest.NoResponseException if no server could be reached at all
     */
    public Report run(URI server, Duration limit, Predicate<Case> wanted, Consumer<CaseResult> progress)
            throws ServerUnderTest.NoResponseException, InterruptedException {
        long start = System.nanoTime();
        ServerUnderTest target = new ServerUnderTest(server, limit);
        CoverageMatrix matrix = new CoverageMatrix(document, checker.schemas(), fixtures);
        Map<String, String> omitted = new LinkedHashMap<>();
        List<CaseResult> results = new ArrayList<>();
        for (Case sent : cases()) {
            String reason = fixtures.reasonToOmitCase(sent.name()).orElse(null);
            if (reason != null) {
                omitted.put(sent.name(), reason);
            } else if (wanted.test(sent)) {
                CaseResult result = send(target, sent);
                results.add(result);
                prove(matrix, result);
                progress.accept(result);
            }
        }
        return new Report(
                document.at("/info/title").asString("untitled"),
                server,
                results,
                omitted,
                matrix.coverage(),
                null,
                Stream.concat(checker.gaps().stream(), generator.gaps().stream())
                        .toList(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private CaseResult send(ServerUnderTest target, Case sent)
            throws ServerUnderTest.NoResponseException, InterruptedException {
        Verdict verdict;
        try {
            verdict = checker.checkWithEvidence(target.send(sent.request()));
        } catch (ServerUnderTest.NoResponseException e) {
            if (e.isUnreachable()) {
                throw e;
            }
            return new CaseResult(sent, null, e.getMessage());
        }
        int status = verdict.exchange().response().status();
        String problem = sent.isMetBy(status) ? null : "answered " + status + " where " + sent.expected() + " is due";
        return new CaseResult(sent, verdict, problem);
    }

    /** A part of the document as one operation knows it: a schema can be broken in a body that no path can break. */
    private static String part(@Nullable Operation operation, String pointer) {
        return (operation == null ? "" : operation.id()) + " " + pointer;
    }

    /** An answer proves what spoke of it; a request proves a constraint by what is refused just outside of it. */
    private void prove(CoverageMatrix matrix, CaseResult result) {
        Verdict verdict = result.verdict();
        Operation operation = result.sent().operation();
        if (verdict == null || operation == null || !result.holds()) {
            return;
        }
        String name = result.sent().name();
        Set<String> answered = verdict.evidence().get(Side.RESPONSE);
        answered.forEach(pointer -> matrix.prove(operation, Side.RESPONSE, pointer, name));
        boolean accepted = verdict.exchange().response().status() / 100 == 2;
        Expectation expectation = result.sent().expectation();
        boolean refused = !accepted && (expectation == Expectation.REFUSED || expectation == Expectation.UNAUTHORIZED);
        if (refused) {
            matrix.prove(operation, Side.REQUEST, result.sent().pointer(), name);
        } else if (accepted) {
            verdict.evidence().get(Side.REQUEST).stream()
                    .filter(pointer -> !breakable.contains(part(operation, pointer)))
                    .forEach(pointer -> matrix.prove(operation, Side.REQUEST, pointer, name));
        }
    }
}
