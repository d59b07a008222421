package org.tokenapi.contract.cases;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Makes conforming requests. Values come from the fixtures, then from the examples, then from the schemas. */
final class ConformingRequests {
    private final OpenApiDocument document;
    private final ExchangeChecker checker;
    private final Fixtures fixtures;
    private final Samples samples;
    private final CallerCredentials credentials;
    private final Map<String, String> headers;

    /** The values of parameters and bodies, by the pointers of the operation and of the part: they are used often. */
    private final Map<List<String>, JsonNode> values = new HashMap<>();

    /** The representations to send, by the pointers of the operations. */
    private final Map<String, Optional<Content>> representations = new HashMap<>();

    /** @param headers headers to send with every request; those of the fixtures take precedence */
    ConformingRequests(
            OpenApiDocument document,
            ExchangeChecker checker,
            Fixtures fixtures,
            Samples samples,
            CallerCredentials credentials,
            Map<String, String> headers) {
        this.document = document;
        this.checker = checker;
        this.fixtures = fixtures;
        this.samples = samples;
        this.credentials = credentials;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(fixtures.headers());
        this.headers.putAll(headers);
    }

    /** The conforming request of an operation, from which its other requests are made. */
    RequestDraft request(Operation operation) {
        RequestDraft draft = RequestDraft.of(operation.method(), operation.path(), headers);
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required()
                    || fixtures.parameter(operation, parameter.name()).isPresent()) {
                draft = RequestSerializer.with(draft, parameter, value(operation, parameter));
            }
        }
        draft = withCredentials(draft, operation);
        List<Content> representations = successes(operation);
        if (!representations.isEmpty()) {
            draft = draft.header("Accept", representations.get(0).key());
        }
        RequestDraft bodiless = draft;
        return representation(operation)
                .map(content -> RequestSerializer.withBody(bodiless, content, body(operation, content)))
                .orElse(bodiless);
    }

    /** The first representation of the body for which there is a conforming value that can be written. */
    Optional<Content> representation(Operation operation) {
        return representations.computeIfAbsent(operation.pointer(), pointer -> firstConforming(operation));
    }

    private Optional<Content> firstConforming(Operation operation) {
        RequestBody body = operation.requestBody();
        return body == null
                ? Optional.empty()
                : body.content().stream()
                        .filter(content ->
                                broken(content, body(operation, content)).isEmpty())
                        .findFirst();
    }

    /** Adds the credentials of the first alternative for which all are given. */
    private RequestDraft withCredentials(RequestDraft draft, Operation operation) {
        for (List<SecurityScheme> together : operation.security()) {
            RequestDraft with = draft;
            boolean complete = true;
            for (SecurityScheme scheme : together) {
                Optional<String> credential = credential(operation, scheme);
                complete &= credential.isPresent() || isGiven(draft, scheme);
                with = credential.isPresent() ? RequestSerializer.withCredential(with, scheme, credential.get()) : with;
            }
            if (complete) {
                return with;
            }
        }
        return draft;
    }

    /** Fixtures can give an API key as a parameter of its name. */
    private Optional<String> credential(Operation operation, SecurityScheme scheme) {
        return Optional.ofNullable(scheme.parameterName())
                .flatMap(name -> fixtures.parameter(operation, name))
                .or(() -> credentials.of(scheme));
    }

    private static boolean isGiven(RequestDraft draft, SecurityScheme scheme) {
        String name = String.valueOf(scheme.parameterName());
        return scheme.in() == null
                ? draft.headers().containsKey("Authorization")
                : scheme.in() == Parameter.In.COOKIE
                        ? draft.cookies().containsKey(name)
                        : draft.headers().containsKey(name);
    }

    /** The conforming request, with the parts of a fixture in place of its own. */
    RequestDraft request(Operation operation, Fixtures.Request fixture) {
        RequestDraft draft = request(operation);
        for (Parameter parameter : operation.parameters()) {
            String value = fixture.parameters().get(parameter.name());
            if (value != null) {
                draft = RequestSerializer.with(draft, parameter, samples.text(value));
            }
        }
        for (Map.Entry<String, String> header : fixture.headers().entrySet()) {
            draft = draft.header(header.getKey(), header.getValue());
        }
        RequestBody body = operation.requestBody();
        return fixture.body().isEmpty() || body == null
                ? draft
                : RequestSerializer.withBody(
                        draft,
                        representation(operation).orElse(body.content().get(0)),
                        fixture.body().get());
    }

    /** The representations of all successes of an operation. */
    static List<Content> successes(Operation operation) {
        return operation.successes().stream()
                .flatMap(response -> response.content().stream())
                .toList();
    }

    /** The schema of a parameter; null if the document gives none. */
    static @Nullable SchemaRef schema(Parameter parameter) {
        Content content = parameter.content();
        return content == null ? parameter.schema() : content.schema();
    }

    /** The value to send for a parameter. */
    JsonNode value(Operation operation, Parameter parameter) {
        return values.computeIfAbsent(
                List.of(operation.pointer(), parameter.pointer()), key -> makeValue(operation, parameter));
    }

    private JsonNode makeValue(Operation operation, Parameter parameter) {
        SchemaRef schema = schema(parameter);
        return fixtures.parameter(operation, parameter.name())
                .map(samples::text)
                .or(() -> parameter.examples().stream()
                        .map(Example::value)
                        .filter(value -> broken(operation, parameter, value).isEmpty())
                        .findFirst())
                .orElseGet(() -> schema == null
                        ? samples.text("")
                        : samples.conforming(schema, checker.schemas(), Side.REQUEST));
    }

    /**
     * The constraints that a request violates with a value of a parameter, as it is written there: in a path, 1 is also
     * a string.
     */
    Set<String> broken(Operation operation, Parameter parameter, JsonNode value) {
        SchemaRef schema = schema(parameter);
        if (schema == null) {
            return Set.of();
        }
        if (parameter.content() != null && parameter.in() != Parameter.In.QUERYSTRING) {
            return checker.schemas().broken(schema, value, Side.REQUEST);
        }
        if (value.isNull() || value.isContainer() && value.isEmpty()) {
            // It would be sent as nothing or as the text "null", which is another value.
            return Set.of(schema.pointer());
        }
        RequestDraft draft = RequestDraft.of(operation.method(), operation.path(), Map.of());
        return checker.broken(
                operation,
                parameter,
                RequestSerializer.with(draft, parameter, value).toRequest());
    }

    /** The constraints that a body violates as it is written in its media type. */
    Set<String> broken(Content content, JsonNode value) {
        if (!ValueWriter.isWritable(content, value)) {
            return Set.of(content.pointer() + ", which can't be written as " + content.key());
        }
        SchemaRef schema = content.schema();
        if (schema == null && content.itemSchema() == null) {
            return Set.of();
        }
        MediaType type = content.mediaType();
        if (schema != null && !content.sequential() && (type.isJson() || !type.isForm() && !type.isMultipartForm())) {
            return checker.schemas().broken(schema, value, Side.REQUEST);
        }
        Exchange.Request request = RequestSerializer.withBody(
                        RequestDraft.of("POST", document.operations().get(0).path(), Map.of()), content, value)
                .toRequest();
        return checker.broken(content, request.headers(), request.body(), Side.REQUEST);
    }

    /** The gap for a required value that neither the document nor the fixtures give. */
    static Finding gap(String pointer, String place, Set<String> broken) {
        return new Finding(
                Severity.GAP,
                Side.REQUEST,
                Rule.NO_REQUEST,
                pointer,
                place,
                "a conforming value from an example or the fixtures",
                "one that violates " + String.join(", ", broken));
    }

    /** The value to vary. A value of the fixtures is a text, and may not have the type of the schema. */
    JsonNode value(Operation operation, Parameter parameter, SchemaRef schema) {
        JsonNode value = value(operation, parameter);
        return checker.schemas().broken(schema, value, Side.REQUEST).isEmpty()
                ? value
                : samples.conforming(schema, checker.schemas(), Side.REQUEST);
    }

    /** The largest example, because it has the most parts to vary; without examples, a value made from the schema. */
    JsonNode body(Operation operation, Content content) {
        return values.computeIfAbsent(
                List.of(operation.pointer(), content.pointer()), key -> makeBody(operation, content));
    }

    private JsonNode makeBody(Operation operation, Content content) {
        SchemaRef schema = content.schema();
        return fixtures.body(operation)
                .or(() -> content.examples().stream()
                        .map(Example::value)
                        .filter(value -> broken(content, value).isEmpty())
                        .max(Comparator.comparing(value -> value.toString().length())))
                .orElseGet(() -> schema != null
                        ? samples.conforming(schema, checker.schemas(), Side.REQUEST)
                        : content.sequential()
                                ? samples.items(content.itemSchema(), checker.schemas(), Side.REQUEST)
                                : samples.text(""));
    }
}
