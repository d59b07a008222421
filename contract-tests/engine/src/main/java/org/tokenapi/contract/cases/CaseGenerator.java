package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;

/**
 * Derives cases from a document: for each constraint, a request just inside and a request just outside of it; each
 * media type right and wrong; each credential missing and wrong; each method that a path does not declare. The same
 * document and fixtures give the same cases in the same order. Not thread-safe.
 */
public final class CaseGenerator {
    /** The methods to try on paths that do not declare them; a server may support HEAD and OPTIONS on every path. */
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");

    private final Fixtures fixtures;
    private final ConformingRequests requests;
    private final CaseList cases = new CaseList();
    private final ParameterCases parameters;
    private final BodyCases bodies;
    private final AcceptCases accept = new AcceptCases(cases);
    private final CredentialCases credentials = new CredentialCases(cases);

    /**
     * Derives the cases.
     *
     * @param document the document
     * @param schemas the checker of the document
     * @param fixtures values, bodies and requests
     * @param headers headers to send with every request, credentials among them
     */
    public CaseGenerator(
            OpenApiDocument document, SchemaChecker checker, Fixtures fixtures, Map<String, String> headers) {
        Samples samples = new Samples(document);
        this.fixtures = fixtures;
        this.requests = new ConformingRequests(checker, fixtures, samples, headers);
        this.parameters = new ParameterCases(document, checker, requests, samples, cases);
        this.bodies = new BodyCases(document, requests, cases);
        List<Operation> order = new ArrayList<>(document.operations());
        // DELETE comes last, so that the other operations find what they need.
        order.sort(Comparator.comparing(operation -> operation.method().equals("DELETE")));
        order.forEach(this::derive);
        undeclaredMethods(document.operations());
    }

    /** All cases, in the order in which they are to be sent. */
    public List<Case> cases() {
        return cases.cases();
    }

    /** The pointers of constraints that no request can violate, for example the type of a string in a path. */
    public Set<String> unbreakable() {
        return cases.unbreakable();
    }

    /**
     * The parts of the document for which no request can be made, because the document and the fixtures give no
     * conforming value.
     */
    public List<Finding> gaps() {
        return cases.gaps();
    }

    private void derive(Operation operation) {
        if (isAskable(operation)) {
            deriveAll(operation);
        }
    }

    /** Whether there is a conforming request. Without one, all other requests would be refused for the wrong reason. */
    private boolean isAskable(Operation operation) {
        boolean askable = true;
        for (Parameter parameter : operation.parameters()) {
            Set<String> broken = requests.broken(parameter, requests.value(operation, parameter));
            if (parameter.required() && !broken.isEmpty()) {
                cases.gap(ConformingRequests.gap(
                        parameter.pointer(), operation.id() + " parameter " + parameter.name(), broken));
                askable = false;
            }
        }
        RequestBody body = operation.requestBody();
        if (body != null && !body.content().isEmpty()) {
            Content content = body.content().get(0);
            Set<String> broken = requests.broken(content, requests.body(operation, content));
            if (!broken.isEmpty()) {
                cases.gap(ConformingRequests.gap(content.pointer(), operation.id() + " body", broken));
                askable = false;
            }
        }
        return askable;
    }

    private void deriveAll(Operation operation) {
        RequestDraft base = requests.request(operation);
        cases.add(operation, "conforming", operation.pointer(), Expectation.ACCEPTED, base);
        for (Fixtures.Request fixture : fixtures.requests(operation)) {
            cases.add(
                    operation,
                    "fixture: " + fixture.name(),
                    operation.pointer(),
                    Expectation.ANYTHING_DECLARED,
                    fixture.status(),
                    requests.request(operation, fixture));
        }
        parameters.derive(operation, base);
        bodies.derive(operation, base);
        accept.derive(operation, base);
        credentials.derive(operation, base);
    }

    private void undeclaredMethods(List<Operation> declared) {
        Map<String, List<Operation>> paths = declared.stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path().toString(), LinkedHashMap::new, Collectors.toList()));
        paths.forEach(this::undeclaredMethods);
    }

    private void undeclaredMethods(String path, List<Operation> operations) {
        Set<String> known = operations.stream().map(Operation::method).collect(Collectors.toSet());
        Operation first = operations.get(0);
        for (String method : METHODS) {
            if (!known.contains(method)) {
                cases.add(new Case(
                        method + " " + path + " undeclared",
                        null,
                        first.pointer().substring(0, first.pointer().lastIndexOf('/')),
                        Expectation.NO_SUCH_METHOD,
                        0,
                        requests.request(first).method(method).toRequest()));
            }
        }
    }
}
