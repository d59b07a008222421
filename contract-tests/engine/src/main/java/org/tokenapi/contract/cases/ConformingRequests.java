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

/** Makes conforming requests. Values come from the fixtures, then from the examples, then from the schemas. */
final class ConformingRequests {
    private final SchemaChecker checker;
    private final Fixtures fixtures;
    private final Samples samples;
    private final Map<String, String> headers;

    /** @param headers headers to send with every request; those of the fixtures take precedence */
    ConformingRequests(SchemaChecker checker, Fixtures fixtures, Samples samples, Map<String, String> headers) {
        this.checker = checker;
        this.fixtures = fixtures;
        this.samples = samples;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(fixtures.headers());
        this.headers.putAll(headers);
    }

    /** The conforming request of an operation, from which its other requests are made. */
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
        List<Content> representations = successes(operation);
        if (!representations.isEmpty()) {
            draft = draft.header("Accept", representations.get(0).key());
        }
        RequestBody body = operation.requestBody();
        return body == null || body.content().isEmpty()
                ? draft
                : RequestSerializer.withBody(
                        draft,
                        body.content().get(0),
                        body(operation, body.content().get(0)));
    }

    /** Adds an API key of the fixtures' parameters; the option for headers can't give a key in the query. */
    private RequestDraft withKey(RequestDraft draft, Operation operation, SecurityScheme scheme) {
        String name = scheme.parameterName();
        return name == null
                ? draft
                : fixtures.parameter(operation, name)
                        .map(key -> RequestSerializer.withCredential(draft, scheme, key))
                        .orElse(draft);
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
                        draft, body.content().get(0), fixture.body().get());
    }

    /** The representations of all successes of an operation. */
    static List<Content> successes(Operation operation) {
        return operation.responses().stream()
                .filter(Response::isSuccess)
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
        SchemaRef schema = schema(parameter);
        return fixtures.parameter(operation, parameter.name())
                .map(samples::text)
                .or(() -> parameter.examples().stream()
                        .map(Example::value)
                        .filter(value -> broken(parameter, value).isEmpty())
                        .findFirst())
                .orElseGet(() -> schema == null ? samples.text("") : samples.of(schema));
    }

    /** The constraints that a value of a parameter violates once it is serialized: in a path, 1 is also a string. */
    Set<String> broken(Parameter parameter, JsonNode value) {
        SchemaRef schema = schema(parameter);
        if (schema == null) {
            return Set.of();
        }
        if (parameter.content() != null) {
            return checker.broken(schema, value, Side.REQUEST);
        }
        if (value.isNull() || value.isContainer() && value.isEmpty()) {
            // It would be sent as nothing or as the text "null", which is another value.
            return Set.of(schema.pointer());
        }
        return checker.brokenAsText(schema, value, Side.REQUEST);
    }

    /** The constraints that a body violates in its media type. */
    Set<String> broken(Content content, JsonNode value) {
        SchemaRef schema = content.schema();
        if (schema == null) {
            return Set.of();
        }
        return content.mediaType().isForm()
                ? checker.brokenAsForm(schema, value, Side.REQUEST)
                : checker.broken(schema, value, Side.REQUEST);
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
        return checker.broken(schema, value, Side.REQUEST).isEmpty()
                ? value
                : samples.conforming(schema, checker, Side.REQUEST);
    }

    /** The largest example, because it has the most parts to vary; without examples, a value made from the schema. */
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
