package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/**
 * Derives cases from a document: for each constraint one request just inside and one just outside, each media type right
 * and wrong, each credential missing and wrong, each undeclared method. The same document gives the same cases.
 */
public final class CaseGenerator {
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");
    private static final String UNKNOWN = "application/vnd.no-such-type";

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Fixtures fixtures;
    private final Map<String, String> headers;
    private final Samples samples;
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Set<String> unbreakable = new LinkedHashSet<>();

    /**
     * @param headers what every request carries, credentials among them
     */
    public CaseGenerator(
            OpenApiDocument document, SchemaChecker checker, Fixtures fixtures, Map<String, String> headers) {
        this.document = document;
        this.checker = checker;
        this.fixtures = fixtures;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(fixtures.headers());
        this.headers.putAll(headers);
        this.samples = new Samples(document);
        List<Operation> order = new ArrayList<>(document.operations());
        // What removes things comes last, so that the other operations find them.
        order.sort(Comparator.comparing(operation -> operation.method().equals("DELETE")));
        order.forEach(this::derive);
        undeclaredMethods();
    }

    /** All cases, in the order in which they are to be sent. */
    public List<Case> cases() {
        return List.copyOf(cases.values());
    }

    /** The pointers of constraints that no request can break, for example the type of a text in a path. */
    public Set<String> unbreakable() {
        return Set.copyOf(unbreakable);
    }

    private void derive(Operation operation) {
        Draft base = base(operation);
        add(operation, "conforming", operation.pointer(), Expectation.ACCEPTED, base);
        for (Fixtures.Request request : fixtures.requests(operation)) {
            addFixture(operation, request, base);
        }
        operation.parameters().forEach(parameter -> parameter(operation, parameter, base));
        RequestBody body = operation.requestBody();
        if (body != null) {
            body(operation, body, base);
        } else if (!operation.method().equals("GET") && !operation.method().equals("HEAD")) {
            Draft withBody = base.body("{}").header("Content-Type", "application/json");
            add(operation, "body where none is declared", operation.pointer(), Expectation.ANYTHING_DECLARED, withBody);
        }
        accept(operation, base);
        credentials(operation, base);
    }

    // The conforming request.

    private Draft base(Operation operation) {
        Draft draft = new Draft(operation.method(), operation.path(), Map.of(), Map.of(), headers, new byte[0]);
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required()
                    || fixtures.parameter(operation, parameter.name()).isPresent()) {
                draft = set(draft, parameter, value(operation, parameter));
            }
        }
        List<Content> answers = successes(operation);
        if (!answers.isEmpty()) {
            draft = draft.header("Accept", answers.get(0).key());
        }
        RequestBody body = operation.requestBody();
        return body == null || body.content().isEmpty()
                ? draft
                : withBody(
                        draft,
                        body.content().get(0),
                        conformingBody(operation, body.content().get(0)));
    }

    private JsonNode value(Operation operation, Parameter parameter) {
        SchemaRef schema = schema(parameter);
        return fixtures.parameter(operation, parameter.name())
                .map(text -> samples.text(text))
                .orElseGet(() -> parameter.examples().isEmpty()
                        ? samples.of(schema == null ? samples.text("") : schema.node())
                        : parameter.examples().get(0).value());
    }

    private static @Nullable SchemaRef schema(Parameter parameter) {
        Content content = parameter.content();
        return content == null ? parameter.schema() : content.schema();
    }

    private Draft set(Draft draft, Parameter parameter, JsonNode value) {
        List<String> texts = texts(parameter, value);
        return switch (parameter.in()) {
            case PATH -> draft.pathValue(parameter.name(), String.join(",", texts));
            case QUERY ->
                value.isObject() && parameter.content() == null
                        ? setObject(draft, parameter, value)
                        : setQuery(draft, parameter, value, texts);
            case HEADER -> draft.header(parameter.name(), String.join(",", texts));
            case COOKIE -> draft.header("Cookie", parameter.name() + "=" + String.join(",", texts));
        };
    }

    private static Draft setQuery(Draft draft, Parameter parameter, JsonNode value, List<String> texts) {
        if (!value.isArray() || parameter.content() != null || parameter.explode()) {
            return draft.query(parameter.name(), texts);
        }
        String separator = switch (parameter.style()) {
            case "spaceDelimited" -> "%20";
            case "pipeDelimited" -> "%7C";
            default -> ",";
        };
        return draft.query(parameter.name(), texts, separator);
    }

    private static Draft setObject(Draft draft, Parameter parameter, JsonNode value) {
        Draft result = draft;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = parameter.style().equals("deepObject")
                    ? parameter.name() + "[" + member.getKey() + "]"
                    : member.getKey();
            result = result.query(name, List.of(text(member.getValue())));
        }
        return result;
    }

    private static List<String> texts(Parameter parameter, JsonNode value) {
        if (parameter.content() != null) {
            return List.of(value.toString());
        }
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(text(element)));
        return elements;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The largest of the examples, because most can be varied in it; else a value made from the schema. */
    private JsonNode conformingBody(Operation operation, Content content) {
        SchemaRef schema = content.schema();
        return fixtures.body(operation)
                .or(() -> content.examples().stream()
                        .map(Example::value)
                        .filter(value -> schema == null
                                || checker.broken(schema, value, Side.REQUEST).isEmpty())
                        .max(Comparator.comparing(value -> value.toString().length())))
                .orElseGet(() -> schema == null ? samples.text("") : samples.conforming(schema, checker, Side.REQUEST));
    }

    private Draft withBody(Draft draft, Content content, JsonNode value) {
        MediaType type = content.mediaType();
        String text = type.isForm() ? form(value) : type.isJson() ? value.toString() : text(value);
        return draft.header("Content-Type", content.key()).body(text);
    }

    private static String form(JsonNode object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            List<String> texts = new ArrayList<>();
            if (member.getValue().isArray()) {
                member.getValue().forEach(element -> texts.add(text(element)));
            } else {
                texts.add(text(member.getValue()));
            }
            fields.put(member.getKey(), texts);
        });
        return Draft.encode(fields);
    }

    private void addFixture(Operation operation, Fixtures.Request request, Draft base) {
        Draft draft = base;
        for (Parameter parameter : operation.parameters()) {
            String value = request.parameters().get(parameter.name());
            if (value != null) {
                draft = set(draft, parameter, samples.text(value));
            }
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            draft = draft.header(header.getKey(), header.getValue());
        }
        RequestBody body = operation.requestBody();
        if (request.body().isPresent() && body != null) {
            draft = withBody(draft, body.content().get(0), request.body().get());
        }
        String name = operation.id() + " fixture: " + request.name();
        cases.put(
                name,
                new Case(
                        name,
                        operation,
                        operation.pointer(),
                        Expectation.ANYTHING_DECLARED,
                        request.status(),
                        draft.toRequest()));
    }

    // Parameters.

    private void parameter(Operation operation, Parameter parameter, Draft base) {
        String name = parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
        boolean ignored = parameter.in() == In.HEADER
                && Stream.of("Accept", "Content-Type", "Authorization").anyMatch(parameter.name()::equalsIgnoreCase);
        if (ignored) {
            return;
        }
        if (parameter.in() == In.PATH) {
            Draft unknown = base.pathValue(parameter.name(), "no-such-" + parameter.name());
            boolean conforms = schema(parameter) == null
                    || checker.broken(schema(parameter), samples.text("no-such-" + parameter.name()), Side.REQUEST)
                            .isEmpty();
            if (conforms) {
                add(operation, name + " names nothing", parameter.pointer(), Expectation.ACCEPTED_OR_UNKNOWN, unknown);
            }
        } else if (parameter.required()) {
            add(operation, name + " missing", parameter.pointer(), Expectation.REFUSED, remove(base, parameter));
        } else {
            add(
                    operation,
                    name + " present",
                    parameter.pointer(),
                    Expectation.ACCEPTED_OR_UNKNOWN,
                    set(base, parameter, value(operation, parameter)));
        }
        SchemaRef schema = schema(parameter);
        if (schema != null) {
            Variations variations = new Variations(
                    document,
                    schema,
                    conformingValue(operation, parameter, schema),
                    v -> brokenOnTheWire(parameter, schema, v));
            for (Variation variation : variations.all()) {
                Draft changed = set(base, parameter, variation.value());
                Expectation expectation = variation.inside() ? Expectation.ACCEPTED_OR_UNKNOWN : Expectation.REFUSED;
                add(operation, name + " " + variation.name(), variation.pointer(), expectation, changed);
            }
            unbreakable.addAll(variations.unprovable());
        }
    }

    private JsonNode conformingValue(Operation operation, Parameter parameter, SchemaRef schema) {
        JsonNode value = value(operation, parameter);
        return checker.broken(schema, value, Side.REQUEST).isEmpty()
                ? value
                : samples.conforming(schema, checker, Side.REQUEST);
    }

    /** What a value breaks once it is written as a text: the number 1 is no text in JSON, and is one in a path. */
    private Set<String> brokenOnTheWire(Parameter parameter, SchemaRef schema, JsonNode value) {
        if (parameter.content() != null) {
            return checker.broken(schema, value, Side.REQUEST);
        }
        if (value.isNull() || value.isContainer() && value.isEmpty()) {
            // Nothing, or the word null, would be sent: something else than what is meant.
            return Set.of("");
        }
        return checker.brokenAsText(schema, value, Side.REQUEST);
    }

    private static Draft remove(Draft draft, Parameter parameter) {
        return switch (parameter.in()) {
            case PATH -> draft;
            case QUERY -> draft.query(parameter.name(), null);
            case HEADER -> draft.header(parameter.name(), null);
            case COOKIE -> draft.header("Cookie", null);
        };
    }

    // Bodies.

    private void body(Operation operation, RequestBody body, Draft base) {
        add(
                operation,
                "body missing",
                body.pointer(),
                body.required() ? Expectation.REFUSED : Expectation.ACCEPTED,
                base.withoutBody());
        for (Content content : body.content()) {
            JsonNode value = conformingBody(operation, content);
            Draft draft = withBody(base, content, value);
            String name = body.content().size() == 1 ? "body" : "body " + content.key();
            for (Example example : content.examples()) {
                add(
                        operation,
                        name + " example " + example.name(),
                        content.pointer(),
                        Expectation.ACCEPTED,
                        withBody(base, content, example.value()));
            }
            contentType(operation, content, draft, name);
            if (content.mediaType().isJson()) {
                add(operation, name + " malformed", content.pointer(), Expectation.REFUSED, draft.body("{\""));
                add(
                        operation,
                        name + " twice",
                        content.pointer(),
                        Expectation.REFUSED,
                        draft.body(value + " " + value));
            }
            variations(operation, content, value, base, name);
        }
    }

    private void variations(Operation operation, Content content, JsonNode value, Draft base, String name) {
        SchemaRef schema = content.schema();
        if (schema == null
                || !content.mediaType().isJson() && !content.mediaType().isForm()) {
            return;
        }
        boolean form = content.mediaType().isForm();
        Variations variations = new Variations(
                document,
                schema,
                value,
                changed -> form
                        ? checker.brokenAsForm(schema, changed, Side.REQUEST)
                        : checker.broken(schema, changed, Side.REQUEST));
        for (Variation variation : variations.all()) {
            add(
                    operation,
                    name + " " + variation.name(),
                    variation.pointer(),
                    variation.inside() ? Expectation.ACCEPTED_OR_UNKNOWN : Expectation.REFUSED,
                    withBody(base, content, variation.value()));
        }
        unbreakable.addAll(variations.unprovable());
    }

    private void contentType(Operation operation, Content content, Draft draft, String name) {
        String pointer = content.pointer();
        MediaType type = content.mediaType();
        add(
                operation,
                name + " Content-Type missing",
                pointer,
                Expectation.REFUSED,
                draft.header("Content-Type", null));
        add(
                operation,
                name + " Content-Type unknown",
                pointer,
                Expectation.REFUSED,
                draft.header("Content-Type", UNKNOWN));
        if ((type.isJson() || type.isForm()) && !type.parameters().containsKey("charset")) {
            add(
                    operation,
                    name + " Content-Type with charset",
                    pointer,
                    Expectation.ACCEPTED,
                    draft.header("Content-Type", content.key() + ";charset=utf-8"));
        }
        for (Wording wording : Wording.of(type)) {
            Expectation expectation = wording.same() ? Expectation.ACCEPTED : Expectation.REFUSED;
            add(
                    operation,
                    name + " Content-Type " + wording.name(),
                    pointer,
                    expectation,
                    draft.header("Content-Type", wording.text()));
        }
    }

    // Headers of the request as a whole.

    private static List<Content> successes(Operation operation) {
        return operation.responses().stream()
                .filter(Response::isSuccess)
                .flatMap(response -> response.content().stream())
                .toList();
    }

    private void accept(Operation operation, Draft base) {
        for (Content content : successes(operation)) {
            String name = "Accept " + content.key();
            String pointer = content.pointer();
            add(operation, name, pointer, Expectation.ACCEPTED, base.header("Accept", content.key()));
            add(
                    operation,
                    name + " among others",
                    pointer,
                    Expectation.ACCEPTED,
                    base.header("Accept", "text/html;q=0.1, " + content.key() + ";q=0.9"));
            for (Wording wording : Wording.of(content.mediaType())) {
                Expectation expectation = wording.same() ? Expectation.ACCEPTED : Expectation.NOT_ACCEPTABLE;
                add(
                        operation,
                        name + " " + wording.name(),
                        pointer,
                        expectation,
                        base.header("Accept", wording.text()));
            }
        }
        if (!successes(operation).isEmpty()) {
            add(
                    operation,
                    "Accept unknown",
                    operation.pointer() + "/responses",
                    Expectation.NOT_ACCEPTABLE,
                    base.header("Accept", UNKNOWN));
        }
    }

    private void credentials(Operation operation, Draft base) {
        List<List<SecurityScheme>> alternatives = operation.security();
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(List::isEmpty)) {
            return;
        }
        List<SecurityScheme> schemes =
                alternatives.stream().flatMap(List::stream).distinct().toList();
        Draft without = base;
        for (SecurityScheme scheme : schemes) {
            without = credential(without, scheme, null);
        }
        for (SecurityScheme scheme : schemes) {
            String name = "credentials " + scheme.name();
            boolean key = scheme.type().equals("apiKey");
            add(operation, name + " missing", scheme.pointer(), Expectation.UNAUTHORIZED, without);
            add(
                    operation,
                    name + " empty",
                    scheme.pointer(),
                    Expectation.UNAUTHORIZED,
                    credential(without, scheme, key ? "" : word(scheme) + " "));
            if (!key) {
                String other = word(scheme).equals("Basic") ? "Bearer bm9uZTpub25l" : "Basic bm9uZTpub25l";
                add(
                        operation,
                        name + " of another scheme",
                        scheme.pointer(),
                        Expectation.UNAUTHORIZED,
                        credential(without, scheme, other));
            }
            add(
                    operation,
                    name + " wrong",
                    scheme.pointer(),
                    Expectation.UNAUTHORIZED,
                    credential(without, scheme, key ? "wrong" : word(scheme) + " bm9uZTpub25l"));
        }
    }

    private static String word(SecurityScheme scheme) {
        return "basic".equals(scheme.scheme()) ? "Basic" : "Bearer";
    }

    private static Draft credential(Draft draft, SecurityScheme scheme, @Nullable String value) {
        In in = scheme.in();
        String name = String.valueOf(scheme.parameterName());
        if (in == In.QUERY) {
            return draft.query(name, value == null ? null : List.of(value));
        }
        if (in == In.COOKIE) {
            return draft.header("Cookie", value == null ? null : name + "=" + value);
        }
        return draft.header(in == In.HEADER ? name : "Authorization", value);
    }

    private void undeclaredMethods() {
        Map<String, List<Operation>> paths = document.operations().stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path().toString(), LinkedHashMap::new, Collectors.toList()));
        paths.forEach((path, operations) -> {
            Set<String> declared = operations.stream().map(Operation::method).collect(Collectors.toSet());
            for (String method : METHODS) {
                if (!declared.contains(method)) {
                    String name = method + " " + path + " undeclared";
                    String pointer = operations.get(0).pointer().replaceFirst("/[^/]*$", "");
                    Draft draft = base(operations.get(0)).method(method);
                    put(new Case(name, null, pointer, Expectation.NO_SUCH_METHOD, 0, draft.toRequest()));
                }
            }
        });
    }

    private void add(Operation operation, String name, String pointer, Expectation expectation, Draft draft) {
        put(new Case(operation.id() + " " + name, operation, pointer, expectation, 0, draft.toRequest()));
    }

    private void put(Case added) {
        cases.putIfAbsent(added.name(), added);
    }
}
