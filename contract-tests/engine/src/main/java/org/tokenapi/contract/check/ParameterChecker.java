package org.tokenapi.contract.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the values of parameters and headers. Thread-safe. */
final class ParameterChecker {
    private final SchemaChecker schemas;
    private final ValueReader values;
    private final JsonMapper mapper;
    private final FormReader forms;

    ParameterChecker(SchemaChecker schemas, ValueReader values, JsonMapper mapper) {
        this.schemas = schemas;
        this.values = values;
        this.mapper = mapper;
        this.forms = new FormReader(values, this, mapper);
    }

    /** The place of a parameter in a message, for findings. */
    static String place(Parameter parameter) {
        return parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
    }

    /** Checks a parameter of a request. */
    void check(Parameter parameter, Operation operation, RequestParts request, Findings findings) {
        String name = parameter.name();
        switch (parameter.in()) {
            case PATH ->
                check(
                        parameter,
                        request.path().containsKey(name)
                                ? List.of(request.path().get(name))
                                : List.of(),
                        Side.REQUEST,
                        findings);
            case HEADER -> {
                // Declarations of these three are ignored (OpenAPI 3.0.3, "Parameter Object").
                if (Stream.of("Accept", "Content-Type", "Authorization").noneMatch(name::equalsIgnoreCase)) {
                    checkHeader(parameter, request.headers(), Side.REQUEST, findings);
                }
            }
            case QUERYSTRING -> checkQueryString(parameter, request.queryString(), findings);
            case QUERY, COOKIE -> {
                Map<String, List<String>> fields = request.fields(parameter.in());
                if (isSpread(parameter)) {
                    checkSpread(parameter, operation, fields, findings);
                } else {
                    check(parameter, fields.getOrDefault(name, List.of()), Side.REQUEST, findings);
                }
            }
        }
    }

    private void checkQueryString(Parameter parameter, String query, Findings findings) {
        present(parameter, !query.isEmpty(), Side.REQUEST, findings);
        Content content = Objects.requireNonNull(parameter.content());
        SchemaRef schema = content.schema();
        if (query.isEmpty() || schema == null) {
            return;
        }
        if (content.mediaType().isForm()) {
            checkValue(
                    parameter, schema, forms.urlEncoded(query, content, schema, Side.REQUEST), Side.REQUEST, findings);
        } else {
            // A plus sign is not a space here.
            checkContent(parameter, content, FormEncoding.decode(query.replace("+", "%2B")), Side.REQUEST, findings);
        }
    }

    /** Whether a query in a media type can be read. */
    static boolean isReadableQuery(Content content) {
        return content.mediaType().isJson() || content.mediaType().isForm();
    }

    /** Whether the value is an object, each of whose properties is a field of the query or a cookie of its own. */
    private boolean isSpread(Parameter parameter) {
        return parameter.schema() != null
                && parameter.content() == null
                && values.isObject(parameter.schema())
                && ParameterSyntax.of(parameter).spreadsObjects();
    }

    private void checkSpread(
            Parameter parameter, Operation operation, Map<String, List<String>> fields, Findings findings) {
        SchemaRef schema = Objects.requireNonNull(parameter.schema());
        ParameterSyntax syntax = ParameterSyntax.of(parameter);
        Map<String, List<String>> own = new LinkedHashMap<>();
        fields.forEach((field, texts) -> {
            if (isFieldOf(parameter, operation, field)) {
                syntax.property(field)
                        .ifPresent(property -> own.put(
                                property, texts.stream().map(syntax::decode).toList()));
            }
        });
        present(parameter, !own.isEmpty(), Side.REQUEST, findings);
        if (!own.isEmpty()) {
            checkValue(parameter, schema, values.object(own, schema, Side.REQUEST), Side.REQUEST, findings);
        }
    }

    /** Whether a field of the query, or a cookie, is part of a parameter. */
    boolean isFieldOf(Parameter parameter, Operation operation, String field) {
        if (parameter.in() == In.QUERYSTRING) {
            return true;
        }
        if (!isSpread(parameter)) {
            return parameter.name().equals(field);
        }
        SchemaRef schema = Objects.requireNonNull(parameter.schema());
        if (parameter.style().equals("deepObject")) {
            return ParameterSyntax.of(parameter).property(field).isPresent();
        }
        return values.names(schema, field)
                // A field that no other parameter declares is one of the additional properties.
                || values.isFreeForm(schema) && isUnclaimed(parameter, operation, field);
    }

    private boolean isUnclaimed(Parameter parameter, Operation operation, String field) {
        return operation.parameters().stream()
                        .filter(other -> other != parameter && other.in() == parameter.in())
                        .noneMatch(other -> isSpread(other)
                                ? other.style().equals("deepObject")
                                                && ParameterSyntax.of(other)
                                                        .property(field)
                                                        .isPresent()
                                        || values.names(Objects.requireNonNull(other.schema()), field)
                                : other.name().equals(field))
                && operation.security().stream()
                        .flatMap(List::stream)
                        .noneMatch(scheme -> scheme.in() == parameter.in() && field.equals(scheme.parameterName()));
    }

    /** Checks a header; the values of a repeated header are one list (RFC 9110, section 5.3). */
    void checkHeader(Parameter header, Headers headers, Side side, Findings findings) {
        if (header.name().equalsIgnoreCase("Set-Cookie")) {
            // RFC 6265, section 3: this header must not be joined.
            List<String> texts = headers.all(header.name());
            present(header, !texts.isEmpty(), side, findings);
            texts.forEach(text -> check(header, List.of(text), side, findings));
        } else {
            check(header, headers.get(header.name()).stream().toList(), side, findings);
        }
    }

    /**
     * Checks the texts of a parameter.
     *
     * @param raw the texts as sent, still encoded; empty if the parameter is absent
     */
    private void check(Parameter parameter, List<String> raw, Side side, Findings findings) {
        present(parameter, !raw.isEmpty(), side, findings);
        if (raw.isEmpty() || parameter.allowEmptyValue() && raw.equals(List.of(""))) {
            return;
        }
        ParameterSyntax syntax = ParameterSyntax.of(parameter);
        SchemaRef schema = parameter.schema();
        Content content = parameter.content();
        if (content != null) {
            checkContent(parameter, content, syntax.decode(raw.get(0)), side, findings);
        } else if (schema != null) {
            List<JsonNode> readings = values.readings(syntax, raw, schema, side);
            if (readings.isEmpty()) {
                findings.violation(
                        raw.size() > 1 ? Rule.REPEATED_PARAMETER : Rule.MALFORMED_PARAMETER,
                        parameter.pointer(),
                        place(parameter),
                        raw.size() > 1 ? "one value" : "a value in style " + parameter.style(),
                        raw.size() > 1 ? raw.size() + " values" : "another text");
            } else {
                checkValue(parameter, schema, values.conforming(readings, schema, side), side, findings);
            }
        }
    }

    private static void present(Parameter parameter, boolean isPresent, Side side, Findings findings) {
        if (isPresent) {
            findings.touched(parameter.pointer());
        }
        if (parameter.required() && !isPresent) {
            Rule rule = side == Side.REQUEST ? Rule.MISSING_PARAMETER : Rule.MISSING_HEADER;
            findings.violation(rule, parameter.pointer(), place(parameter), "a value", "none");
        }
    }

    private void checkValue(Parameter parameter, SchemaRef schema, JsonNode value, Side side, Findings findings) {
        schemas.check(schema, value, place(parameter), side, findings);
    }

    private void checkContent(Parameter parameter, Content content, String text, Side side, Findings findings) {
        SchemaRef schema = content.schema();
        if (schema == null || !content.mediaType().isJson()) {
            return;
        }
        JsonNode value;
        try {
            value = mapper.readTree(text);
        } catch (JacksonException e) {
            findings.violation(Rule.MALFORMED_BODY, content.pointer(), place(parameter), "JSON", "something else");
            return;
        }
        checkValue(parameter, schema, value, side, findings);
    }

    /**
     * The pointers of the constraints that a request breaks in one parameter.
     *
     * @param request with the parameter written in it
     */
    Set<String> broken(Parameter parameter, Operation operation, RequestParts request) {
        Findings findings = new Findings(Side.REQUEST, false);
        check(parameter, operation, request, findings);
        return Findings.pointers(findings.all());
    }
}
