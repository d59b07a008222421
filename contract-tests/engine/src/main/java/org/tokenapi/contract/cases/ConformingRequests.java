package org.tokenapi.contract.cases;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Makes the requests that conform: their values come from the fixtures, else from the examples, else from the schemas. */
final class ConformingRequests {
    private final SchemaChecker checker;
    private final Fixtures fixtures;
    private final Samples samples;
    private final Map<String, String> headers;

    /** @param headers what every request carries, before those of the fixtures */
    ConformingRequests(SchemaChecker checker, Fixtures fixtures, Samples samples, Map<String, String> headers) {
        this.checker = checker;
        this.fixtures = fixtures;
        this.samples = samples;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(fixtures.headers());
        this.headers.putAll(headers);
    }

    /** The request from which all others of an operation are made. */
    RequestDraft request(Operation operation) {
        RequestDraft draft =
                new RequestDraft(operation.method(), operation.path(), Map.of(), Map.of(), headers, new byte[0]);
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required()
                    || fixtures.parameter(operation, parameter.name()).isPresent()) {
                draft = RequestSerializer.with(draft, parameter, value(operation, parameter));
            }
        }
        for (List<SecurityScheme> together : operation.security()) {
            for (SecurityScheme scheme : together) {
                draft = withKey(draft, operation, scheme);
            }
        }
        List<Content> answers = successes(operation);
        if (!answers.isEmpty()) {
            draft = draft.header("Accept", answers.get(0).key());
        }
        RequestBody body = operation.requestBody();
        return body == null || body.content().isEmpty()
                ? draft
                : RequestSerializer.withBody(
                        draft,
                        body.content().get(0),
                        body(operation, body.content().get(0)));
    }

    /** An API key may be given as a parameter, because one in the query is no header. */
    private RequestDraft withKey(RequestDraft draft, Operation operation, SecurityScheme scheme) {
        String name = scheme.parameterName();
        return name == null
                ? draft
                : fixtures.parameter(operation, name)
                        .map(key -> RequestSerializer.withCredential(draft, scheme, key))
                        .orElse(draft);
    }

    /** The same with the parts that a fixture has in place of its own. */
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
                        draft, body.content().get(0), fixture.body().get());
    }

    /** The representations that an operation answers with when it succeeds. */
    static List<Content> successes(Operation operation) {
        return operation.responses().stream()
                .filter(Response::isSuccess)
                .flatMap(response -> response.content().stream())
                .toList();
    }

    /** What a parameter must be; null if the document doesn't say. */
    static @Nullable SchemaRef schema(Parameter parameter) {
        Content content = parameter.content();
        return content == null ? parameter.schema() : content.schema();
    }

    /** The value to send for a parameter. */
    JsonNode value(Operation operation, Parameter parameter) {
        SchemaRef schema = schema(parameter);
        return fixtures.parameter(operation, parameter.name())
                .map(samples::text)
                .or(() -> parameter.examples().stream()
                        .map(Example::value)
                        .filter(value -> broken(parameter, value).isEmpty())
                        .findFirst())
                .orElseGet(() -> schema == null ? samples.text("") : samples.of(schema));
    }

    /** What a value of a parameter breaks once it is written: the number 1 is no text in JSON, and is one in a path. */
    Set<String> broken(Parameter parameter, JsonNode value) {
        SchemaRef schema = schema(parameter);
        if (schema == null) {
            return Set.of();
        }
        if (parameter.content() != null) {
            return checker.broken(schema, value, Side.REQUEST);
        }
        if (value.isNull() || value.isContainer() && value.isEmpty()) {
            // Nothing, or the word null, would be sent: something else than what is meant.
            return Set.of(schema.pointer());
        }
        return checker.brokenAsText(schema, value, Side.REQUEST);
    }

    /** What the value of a body breaks in its media type. */
    Set<String> broken(Content content, JsonNode value) {
        SchemaRef schema = content.schema();
        if (schema == null) {
            return Set.of();
        }
        return content.mediaType().isForm()
                ? checker.brokenAsForm(schema, value, Side.REQUEST)
                : checker.broken(schema, value, Side.REQUEST);
    }

    /** For a value without which no request conforms, and which neither the document nor the fixtures give. */
    static Finding gap(String pointer, String place, Set<String> broken) {
        return new Finding(
                Severity.GAP,
                Side.REQUEST,
                Rule.NO_REQUEST,
                pointer,
                place,
                "a value that conforms, as an example or in the fixtures",
                "none that could be made; " + String.join(", ", broken) + " stands against it");
    }

    /** The value to vary: a value of the fixtures is a text, and need not be of the type that the schema has. */
    JsonNode value(Operation operation, Parameter parameter, SchemaRef schema) {
        JsonNode value = value(operation, parameter);
        return checker.broken(schema, value, Side.REQUEST).isEmpty()
                ? value
                : samples.conforming(schema, checker, Side.REQUEST);
    }

    /** The largest of the examples, because most can be varied in it; else a value made from the schema. */
    JsonNode body(Operation operation, Content content) {
        SchemaRef schema = content.schema();
        return fixtures.body(operation)
                .or(() -> content.examples().stream()
                        .map(Example::value)
                        .filter(value -> broken(content, value).isEmpty())
                        .max(Comparator.comparing(value -> value.toString().length())))
                .orElseGet(() -> schema == null ? samples.text("") : samples.conforming(schema, checker, Side.REQUEST));
    }
}
