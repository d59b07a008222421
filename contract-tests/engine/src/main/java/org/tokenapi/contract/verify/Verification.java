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
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.CaseGenerator;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Strictness;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.UnreadableDocumentException;

/**
 * Runs the cases of a document against a server: sends them one after another, checks each response, and records what
 * it proves. Thread-safe; each call of {@code run} sends the cases anew.
 */
public final class Verification {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final OpenApiDocument document;
    private final ExchangeChecker checker;
    private final Fixtures fixtures;
    private final CaseGenerator generator;

    /** The constraints that a request can break: only a refused request proves them. */
    private final Set<String> breakable;

    /**
     * Derives the cases, with credentials among the headers.
     *
     * @param document the document
     * @param fixtures values, requests and omissions
     * @param headers headers to send with every request
     * @throws UnreadableDocumentException if the fixtures omit a case or a row that does not exist
     */
    public Verification(OpenApiDocument document, Fixtures fixtures, Map<String, String> headers) {
        this(document, fixtures, CallerCredentials.none(), headers);
    }

    /**
     * Derives the cases.
     *
     * @param document the document
     * @param fixtures values, requests and omissions
     * @param credentials what requests present for each security scheme
     * @param headers headers to send with every request; there can be credentials among them
     * @throws UnreadableDocumentException if the fixtures omit a case or a row that does not exist
     */
    public Verification(
            OpenApiDocument document, Fixtures fixtures, CallerCredentials credentials, Map<String, String> headers) {
        this(document, fixtures, credentials, headers, Strictness.BALANCED);
    }

    /**
     * Derives the cases.
     *
     * @param document the document
     * @param fixtures values, requests and omissions
     * @param credentials what requests present for each security scheme
     * @param headers headers to send with every request; there can be credentials among them
     * @param strictness how to judge what the document leaves open
     * @throws UnreadableDocumentException if the fixtures omit a case or a row that does not exist
     */
    public Verification(
            OpenApiDocument document,
            Fixtures fixtures,
            CallerCredentials credentials,
            Map<String, String> headers,
            Strictness strictness) {
        this.document = document;
        this.fixtures = fixtures;
        this.checker = new ExchangeChecker(document, strictness);
        this.generator = new CaseGenerator(document, checker, fixtures, credentials, headers);
        fixtures.checkOmissions(
                generator.cases().stream().map(Case::name).toList(),
                new CoverageMatrix(document, checker.schemas(), fixtures).names());
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
     * Sends all cases, with a time limit of 10 seconds for each.
     *
     * @param server the root of the server, without the path of the document's servers
     * @throws ServerUnderTest.NoResponseException if no connection could be opened
     * @throws InterruptedException if the thread is interrupted
     */
    public Report run(URI server) throws ServerUnderTest.NoResponseException, InterruptedException {
        return run(server, LIMIT, all -> true, result -> {});
    }

    /**
     * Sends selected cases.
     *
     * @param server the root of the server, without the path of the document's servers
     * @param limit the time limit of one exchange
     * @param wanted selects the cases to send
     * @param progress called with each result
     * @throws ServerUnderTest.NoResponseException if no connection could be opened
     * @throws InterruptedException if the thread is interrupted
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
        boolean all = results.size() + omitted.size() == cases().size();
        Coverage coverage = matrix.coverage();
        return new Report(
                document.at("/info/title").asString("untitled"),
                server,
                results,
                omitted,
                coverage,
                null,
                unchecked(results),
                all ? fixtures.needless(Report.names(coverage)) : List.of(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** One finding for each cause, however many cases show it. */
    private List<Finding> unchecked(List<CaseResult> results) {
        Map<List<Object>, Finding> distinct = new LinkedHashMap<>();
        Stream.of(
                        checker.gaps().stream(),
                        generator.gaps().stream(),
                        results.stream().flatMap(result -> result.gaps().stream()))
                .flatMap(gaps -> gaps)
                .forEach(gap ->
                        distinct.putIfAbsent(List.of(gap.rule(), gap.pointer(), gap.expected(), gap.actual()), gap));
        return List.copyOf(distinct.values());
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
        String problem = sent.isMetBy(status) ? null : "expected " + sent.expected() + ", got " + status + source(sent);
        return new CaseResult(sent, verdict, problem);
    }

    /** Where the fixtures say which status is expected. */
    private static String source(Case sent) {
        return sent.fixed() == null ? "" : " (" + sent.fixed().place() + ")";
    }

    /** A part of the document within one operation: a shared schema can be breakable in a body and not in a path. */
    private static String part(@Nullable Operation operation, String pointer) {
        return (operation == null ? "" : operation.id()) + " " + pointer;
    }

    /**
     * A conforming response proves the parts of the document that apply to it. A constraint on requests is proven by
     * the refusal of a request just outside of it.
     */
    private void prove(CoverageMatrix matrix, CaseResult result) {
        Verdict verdict = result.verdict();
        Operation operation = result.sent().operation();
        if (verdict == null || operation == null || !result.holds()) {
            return;
        }
        String name = result.sent().name();
        Set<String> seen = verdict.evidence().get(Side.RESPONSE);
        seen.forEach(pointer -> matrix.prove(operation, Side.RESPONSE, pointer, name));
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
