package org.tokenapi.contract.mutation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.CaseGenerator;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.cases.Variation;
import org.tokenapi.contract.cases.Variations;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.mutation.DocumentMutants.Changed;
import org.tokenapi.contract.mutation.Mutant.Kind;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how many planted faults the check detects, with the recorded exchanges of a run.
 *
 * <p>Responses and requests are changed in one place each: the check must find a violation. The document is changed in
 * one place: the verdict on at least one exchange, recorded or changed, must differ from that of the original document.
 * Nothing is sent, so thousands of mutants take seconds. Not thread-safe.
 */
public final class Mutation {
    private static final MediaType PLAIN_TEXT = new MediaType("text", "plain", Map.of());

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final OpenApiDocument document;
    private final ExchangeChecker checker;
    private final Report report;
    private final Map<Mutant, Exchange> broken = new LinkedHashMap<>();
    private final Map<String, List<Recorded>> recorded = new LinkedHashMap<>();

    private final List<Verdict> client;

    /**
     * Uses the exchanges of a run.
     *
     * @param document the document of the run
     * @param report a report without failures
     */
    public Mutation(OpenApiDocument document, Report report) {
        this(document, report, List.of());
    }

    /**
     * Uses the exchanges of a run and the requests of a client.
     *
     * @param document the document of the run
     * @param report a report without failures
     * @param client exchanges of a client; those of its requests that conform are changed as well
     */
    public Mutation(OpenApiDocument document, Report report, List<Verdict> client) {
        this.document = document;
        this.report = report;
        this.client = List.copyOf(client);
        this.checker = new ExchangeChecker(document);
    }

    /** An exchange, and the violations that the original document finds in it. */
    private record Recorded(Exchange exchange, String judgement) {}

    /**
     * Makes all mutants, and checks each of them.
     *
     * @param progress called with each mutant
     * @return for each mutant, in a fixed order, whether the check detects it
     */
    public Map<Mutant, Boolean> run(Consumer<Mutant> progress) {
        Map<Mutant, Boolean> noticed = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            Verdict verdict = result.verdict();
            Operation operation = result.sent().operation();
            if (verdict != null && operation != null) {
                record(operation, verdict.exchange());
                breakResponses(operation, verdict);
                breakRequests(operation, result, verdict);
            }
        }
        document.operations().forEach(this::recordExamples);
        breakRequestsOfTheClient();
        accept();
        broken.forEach((mutant, exchange) -> {
            progress.accept(mutant);
            Side side = mutant.kind() == Kind.REQUEST ? Side.REQUEST : Side.RESPONSE;
            noticed.put(mutant, !checker.check(exchange).violations(side).isEmpty());
        });
        for (Changed changed : new DocumentMutants(document, constraints()).all()) {
            progress.accept(changed.mutant());
            noticed.put(changed.mutant(), isNoticed(changed));
        }
        return noticed;
    }

    private void record(Operation operation, Exchange exchange) {
        recorded.computeIfAbsent(operation.id(), id -> new ArrayList<>())
                .add(new Recorded(exchange, judgement(checker.check(exchange))));
    }

    /** Adds responses that the run did not produce, from the examples of the document. */
    private void recordExamples(Operation operation) {
        List<Recorded> seen = List.copyOf(recorded.getOrDefault(operation.id(), List.of()));
        Exchange accepted = seen.stream()
                .map(Recorded::exchange)
                .filter(exchange -> exchange.response().status() / 100 == 2)
                .findFirst()
                .orElse(null);
        for (Response response : operation.responses()) {
            boolean unseen = seen.stream()
                    .noneMatch(one ->
                            operation.response(one.exchange.response().status()).equals(Optional.of(response)));
            if (accepted != null && unseen && response.status().matches("\\d+")) {
                for (Exchange.Response example : examples(response)) {
                    Exchange exchange = new Exchange(accepted.request(), example);
                    record(operation, exchange);
                    breakResponses(operation, checker.check(exchange));
                }
            }
        }
    }

    /**
     * A response with the first example of each header, one for each other example, and one without optional headers.
     */
    private static List<Exchange.Response> examples(Response response) {
        Exchange.Response first = example(response);
        List<Exchange.Response> examples = new ArrayList<>(List.of(first));
        Headers least = first.headers();
        for (Parameter header : response.headers()) {
            header.examples().stream()
                    .skip(1)
                    .map(example ->
                            first.headers().with(header.name(), example.value().asString()))
                    .forEach(headers -> examples.add(new Exchange.Response(first.status(), headers, first.body())));
            least = header.required() ? least : least.without(header.name());
        }
        examples.add(new Exchange.Response(first.status(), least, first.body()));
        return examples;
    }

    private static Exchange.Response example(Response response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Parameter header : response.headers()) {
            header.examples().stream()
                    .findFirst()
                    .ifPresent(example ->
                            headers.put(header.name(), List.of(example.value().asString())));
        }
        byte[] body = {};
        for (Content content : response.content()) {
            if (body.length == 0 && !content.examples().isEmpty()) {
                headers.put("Content-Type", List.of(content.key()));
                body = content.examples().get(0).value().toString().getBytes(StandardCharsets.UTF_8);
            }
        }
        return new Exchange.Response(Integer.parseInt(response.status()), Headers.of(headers), body);
    }

    /** The violations without their pointers, which a mutant may rename. */
    private static String judgement(Verdict verdict) {
        return verdict.violations().stream()
                .map(finding -> finding.side() + " " + finding.rule() + " " + finding.place())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private boolean isNoticed(Changed changed) {
        ExchangeChecker mutated;
        try {
            OpenApiDocument mutant = document.with(changed.file(), changed.tree());
            if (mutant.defects().size() > document.defects().size()) {
                return true;
            }
            mutated = new ExchangeChecker(mutant);
        } catch (UnreadableDocumentException unreadable) {
            return true;
        }
        return changed.operations().stream()
                .flatMap(id -> recorded.getOrDefault(id, List.of()).stream())
                .anyMatch(
                        exchange -> !judgement(mutated.check(exchange.exchange)).equals(exchange.judgement));
    }

    private Map<String, Set<String>> constraints() {
        Map<String, Set<String>> constraints = new LinkedHashMap<>();
        for (Requirement row : report.coverage().rows()) {
            constraints
                    .computeIfAbsent(row.pointer(), pointer -> new TreeSet<>())
                    .add(row.operation());
        }
        constraints.keySet().removeAll(others());
        return constraints;
    }

    /** The rows that are not constraints of schemas. */
    private Set<String> others() {
        Set<String> others = new TreeSet<>();
        for (Operation operation : document.operations()) {
            operation.parameters().forEach(parameter -> others(parameter, others));
            operation.security().forEach(together -> together.forEach(scheme -> others.add(scheme.pointer())));
            RequestBody body = operation.requestBody();
            if (body != null) {
                others.add(body.pointer());
                body.content().forEach(content -> others.add(content.pointer()));
            }
            for (Response response : operation.responses()) {
                others.add(response.pointer());
                response.headers().forEach(header -> others(header, others));
                response.content().forEach(content -> others.add(content.pointer()));
            }
        }
        return others;
    }

    private static void others(Parameter parameter, Set<String> others) {
        others.add(parameter.pointer());
        if (parameter.content() != null) {
            others.add(parameter.content().pointer());
        }
    }

    // Changed responses.

    private void breakResponses(Operation operation, Verdict verdict) {
        Exchange exchange = verdict.exchange();
        Response response = operation.response(exchange.response().status()).orElse(null);
        if (response == null || !verdict.violations(Side.RESPONSE).isEmpty()) {
            return;
        }
        Exchange.Response recorded = exchange.response();
        String pointer = response.pointer();
        breakResponse(
                operation,
                pointer,
                "undeclared status",
                exchange,
                new Exchange.Response(299, recorded.headers(), recorded.body()));
        breakResponse(
                operation,
                pointer,
                "undeclared server error",
                exchange,
                new Exchange.Response(599, recorded.headers(), recorded.body()));
        response.headers().stream()
                .filter(header -> header.required())
                .forEach(header -> breakResponse(
                        operation,
                        header.pointer(),
                        "header missing",
                        exchange,
                        new Exchange.Response(
                                recorded.status(), recorded.headers().without(header.name()), recorded.body())));
        Content content = recorded.headers()
                .get("Content-Type")
                .flatMap(type -> response.content().stream()
                        .filter(one -> MediaType.parse(type)
                                .filter(parsed -> one.mediaType().covers(parsed))
                                .isPresent())
                        .findFirst())
                .orElse(null);
        if (content == null || recorded.body().length == 0) {
            return;
        }
        breakResponse(
                operation,
                content.pointer(),
                "no Content-Type",
                exchange,
                new Exchange.Response(recorded.status(), recorded.headers().without("Content-Type"), recorded.body()));
        breakResponse(
                operation,
                content.pointer(),
                "another media type",
                exchange,
                withType(recorded, "application/vnd.other+json"));
        content.mediaType().parameters().forEach((name, value) -> {
            String essence =
                    content.mediaType().type() + "/" + content.mediaType().subtype();
            breakResponse(
                    operation, content.pointer(), "media type without " + name, exchange, withType(recorded, essence));
            breakResponse(
                    operation,
                    content.pointer(),
                    "media type with another " + name,
                    exchange,
                    withType(recorded, essence + ";" + name + "=0" + value));
        });
        MediaType type = content.mediaType();
        if (type.isJson() && !response.bodyOptional()) {
            breakResponse(operation, content.pointer(), "no body", exchange, withBody(recorded, ""));
        }
        if (type.isJson()) {
            breakResponse(operation, content.pointer(), "half a body", exchange, withBody(recorded, "{\""));
        }
        breakBody(operation, content, exchange);
    }

    private void breakBody(Operation operation, Content content, Exchange exchange) {
        Exchange.Response recorded = exchange.response();
        SchemaRef schema = content.schema();
        boolean json = content.mediaType().isJson();
        boolean plainText = content.mediaType().covers(PLAIN_TEXT);
        JsonNode value = json ? tree(recorded.body()) : plainText ? text(recorded.body()) : null;
        if (schema == null || value == null) {
            return;
        }
        SchemaChecker schemas = checker.schemas();
        Variations variations = new Variations(
                document,
                schema,
                value,
                varied -> json
                        ? schemas.broken(schema, varied, Side.RESPONSE)
                        : varied.isValueNode() && !varied.isNull()
                                ? schemas.brokenAsText(schema, varied, Side.RESPONSE)
                                // A plain text can't represent it.
                                : Set.of(""));
        for (Variation variation : variations.all()) {
            String body =
                    json ? variation.value().toString() : variation.value().asString("");
            if (variation.inside()) {
                // Conforming, and needed to detect documents that are stricter.
                record(operation, new Exchange(exchange.request(), withBody(recorded, body)));
            } else {
                breakResponse(operation, variation.pointer(), variation.name(), exchange, withBody(recorded, body));
            }
        }
    }

    private JsonNode text(byte[] body) {
        return mapper.getNodeFactory().stringNode(new String(body, StandardCharsets.UTF_8));
    }

    private void breakResponse(
            Operation operation, String pointer, String name, Exchange exchange, Exchange.Response changed) {
        put(
                operation,
                new Mutant(
                        Kind.RESPONSE,
                        pointer,
                        operation.id() + " " + exchange.response().status() + " " + name),
                new Exchange(exchange.request(), changed));
    }

    private void put(Operation operation, Mutant mutant, Exchange exchange) {
        if (broken.putIfAbsent(mutant, exchange) == null) {
            record(operation, exchange);
        }
    }

    private static Exchange.Response withType(Exchange.Response recorded, String type) {
        return new Exchange.Response(recorded.status(), recorded.headers().with("Content-Type", type), recorded.body());
    }

    private static Exchange.Response withBody(Exchange.Response recorded, String body) {
        return new Exchange.Response(
                recorded.status(),
                recorded.headers().without("Content-Encoding"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable JsonNode tree(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException noJson) {
            return null;
        }
    }

    // Requests that violate the document: those that the server refused.

    private void breakRequests(Operation operation, CaseResult result, Verdict verdict) {
        if (breaks(result.sent())) {
            put(
                    operation,
                    new Mutant(
                            Kind.REQUEST, result.sent().pointer(), result.sent().name()),
                    verdict.exchange());
        }
    }

    /** Changes each distinct request of the client in every way that the document gives. */
    private void breakRequestsOfTheClient() {
        Map<String, Integer> seen = new HashMap<>();
        for (Verdict verdict : client) {
            Exchange.Request request = verdict.exchange().request();
            Operation operation = verdict.operation();
            boolean conforms =
                    operation != null && verdict.violations(Side.REQUEST).isEmpty();
            String same = request.method() + request.target() + new String(request.body(), StandardCharsets.UTF_8);
            if (conforms && seen.putIfAbsent(same, seen.size() + 1) == null) {
                Fixtures fixtures = document.routes(request.path()).stream()
                        .filter(route -> route.operation().id().equals(operation.id()))
                        .findFirst()
                        .map(route -> Fixtures.ofRequest(route, request))
                        .orElseThrow();
                for (Case sent :
                        new CaseGenerator(document, checker, fixtures, CallerCredentials.none(), Map.of()).cases()) {
                    if (operation.equals(sent.operation()) && breaks(sent)) {
                        put(
                                operation,
                                new Mutant(
                                        Kind.REQUEST,
                                        sent.pointer(),
                                        sent.name() + ", client's request " + seen.get(same)),
                                new Exchange(sent.request(), verdict.exchange().response()));
                    }
                }
            }
        }
    }

    /** Whether the document determines that the request is wrong; it does not determine the values of credentials. */
    private static boolean breaks(Case sent) {
        return sent.expectation() == Expectation.REFUSED
                || sent.expectation() == Expectation.NOT_ACCEPTABLE
                || sent.expectation() == Expectation.UNAUTHORIZED
                        && !sent.name().endsWith(" wrong");
    }

    // A server that accepts requests that it should refuse.

    private void accept() {
        Map<String, Exchange.Response> successes = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            Verdict verdict = result.verdict();
            Operation operation = result.sent().operation();
            if (verdict != null
                    && operation != null
                    && verdict.exchange().response().status() / 100 == 2) {
                successes.putIfAbsent(operation.id(), verdict.exchange().response());
            }
        }
        for (CaseResult result : report.results()) {
            Verdict verdict = result.verdict();
            Operation operation = result.sent().operation();
            boolean refused = breaks(result.sent()) && result.sent().expectation() != Expectation.NOT_ACCEPTABLE;
            Exchange.Response success = operation == null ? null : successes.get(operation.id());
            if (refused && verdict != null && operation != null && success != null) {
                put(
                        operation,
                        new Mutant(
                                Kind.ACCEPTANCE,
                                result.sent().pointer(),
                                result.sent().name()),
                        new Exchange(verdict.exchange().request(), success));
            }
        }
    }
}
