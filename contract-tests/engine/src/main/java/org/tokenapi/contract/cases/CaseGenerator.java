package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SecurityScheme;

/**
 * Derives cases from a document: for each constraint, a request just inside and a request just outside of it; each
 * media type right and wrong; each credential missing and wrong; each method that a path does not declare. The same
 * document and fixtures give the same cases in the same order. Not thread-safe.
 */
public final class CaseGenerator {
    /** The methods to try on paths that do not declare them; a server may support HEAD and OPTIONS on every path. */
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");

    private final OpenApiDocument document;
    private final Samples samples;
    private final ExchangeChecker checker;
    private final Fixtures fixtures;
    private final ConformingRequests requests;

    /** How many cases are not sent for want of credentials, by the schemes that would do. */
    private final Map<List<List<SecurityScheme>>, Integer> withheld = new LinkedHashMap<>();

    private final CaseList cases = new CaseList();

    /**
     * Derives the cases.
     *
     * @param document the document
     * @param checker the checker of the document
     * @param fixtures values, bodies and requests
     * @param credentials what requests present for each security scheme
     * @param headers headers to send with every request; there can be credentials among them
     */
    public CaseGenerator(
            OpenApiDocument document,
            ExchangeChecker checker,
            Fixtures fixtures,
            CallerCredentials credentials,
            Map<String, String> headers) {
        this.document = document;
        this.samples = new Samples(document);
        this.checker = checker;
        this.fixtures = fixtures;
        this.requests = new ConformingRequests(document, checker, fixtures, samples, credentials, headers);
        List<Operation> order = new ArrayList<>(document.operations());
        // DELETE comes last, so that the other operations find what they need.
        order.sort(Comparator.comparing(operation -> operation.method().equals("DELETE")));
        order.forEach(this::derive);
        undeclaredMethods(document.operations());
        withheld.forEach((schemes, count) -> cases.gap(missing(schemes, count)));
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
        return cases.gaps().stream().map(gap -> gap.in(document)).toList();
    }

    private void derive(Operation operation) {
        // Which requests conform is not known if the document is illegal; the checker reports that as a gap.
        if (!operation.defects().isEmpty() || !isAskable(operation)) {
            return;
        }
        if (checker.hasCredentials(operation, requests.request(operation).toRequest())) {
            deriveAll(operation, cases);
        } else {
            // Every request would be refused, and nothing would be learnt but that.
            CaseList unsent = new CaseList();
            deriveAll(operation, unsent);
            withheld.merge(operation.security(), unsent.cases().size(), Integer::sum);
            new CredentialCases(cases).derive(operation, requests.request(operation));
        }
    }

    /** One line for all cases that lack the same credentials. */
    private static Finding missing(List<List<SecurityScheme>> alternatives, int count) {
        String schemes = alternatives.stream()
                .map(together -> together.stream().map(SecurityScheme::name).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" or "));
        return new Finding(
                Severity.GAP,
                Side.REQUEST,
                Rule.NO_CREDENTIALS,
                alternatives.get(0).get(0).pointer(),
                "credentials",
                "credentials for " + schemes + ", which " + count + " cases need",
                "none");
    }

    /** Whether there is a conforming request. Without one, all other requests would be refused for the wrong reason. */
    private boolean isAskable(Operation operation) {
        boolean askable = true;
        for (Parameter parameter : operation.parameters()) {
            Set<String> broken = requests.broken(operation, parameter, requests.value(operation, parameter));
            if (parameter.required() && !broken.isEmpty()) {
                cases.gap(ConformingRequests.gap(
                        parameter.pointer(), operation.id() + " parameter " + parameter.name(), broken));
                askable = false;
            }
        }
        RequestBody body = operation.requestBody();
        if (body != null
                && !body.content().isEmpty()
                && requests.representation(operation).isEmpty()) {
            Content content = body.content().get(0);
            Set<String> broken = requests.broken(content, requests.body(operation, content));
            cases.gap(ConformingRequests.gap(content.pointer(), operation.id() + " body", broken));
            askable &= !body.required();
        }
        return askable;
    }

    private void deriveAll(Operation operation, CaseList list) {
        RequestDraft base = requests.request(operation);
        list.add(operation, "conforming", operation.pointer(), Expectation.ACCEPTED, base);
        for (Fixtures.Request fixture : fixtures.requests(operation)) {
            list.add(
                    operation,
                    "fixture: " + fixture.name(),
                    operation.pointer(),
                    Expectation.ANYTHING_DECLARED,
                    new Case.Fixed(fixture.status(), fixture.place()),
                    requests.request(operation, fixture));
        }
        new ParameterCases(document, requests, samples, list).derive(operation, base);
        new BodyCases(document, requests, list).derive(operation, base);
        new AcceptCases(list).derive(operation, base);
        new CredentialCases(list).derive(operation, base);
    }

    private void undeclaredMethods(List<Operation> declared) {
        Map<String, List<Operation>> paths = declared.stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path().toString(), LinkedHashMap::new, Collectors.toList()));
        paths.forEach(this::undeclaredMethods);
    }

    private void undeclaredMethods(String path, List<Operation> operations) {
        if (operations.stream().anyMatch(Operation::unread)) {
            return;
        }
        Set<String> known = operations.stream().map(Operation::method).collect(Collectors.toSet());
        Operation first = operations.get(0);
        for (String method : METHODS) {
            if (!known.contains(method)) {
                cases.add(new Case(
                        method + " " + path + " undeclared",
                        null,
                        first.pathPointer(),
                        Expectation.NO_SUCH_METHOD,
                        null,
                        requests.request(first).method(method).toRequest()));
            }
        }
    }
}
