package org.tokenapi.contract.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.ParameterSyntax;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Writes values into requests, in the style of their parameter or in their media type. */
final class RequestSerializer {
    private RequestSerializer() {}

    /** The request with a value for a parameter. */
    static RequestDraft with(RequestDraft draft, Parameter parameter, JsonNode value) {
        if (parameter.in() == In.QUERYSTRING) {
            return draft.query(parameter.name(), Map.of("", List.of(ValueWriter.queryString(parameter, value))));
        }
        ParameterSyntax syntax = ParameterSyntax.of(parameter);
        if (parameter.content() == null && value.isObject() && syntax.spreadsObjects()) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            Texts.fields(value)
                    .forEach((property, texts) -> fields.put(
                            syntax.field(property),
                            texts.stream().map(RequestDraft::encode).toList()));
            return place(draft, parameter, fields);
        }
        return place(draft, parameter, Map.of(parameter.name(), ValueWriter.parameter(parameter, value)));
    }

    private static RequestDraft place(RequestDraft draft, Parameter parameter, Map<String, List<String>> fields) {
        String name = parameter.name();
        return switch (parameter.in()) {
            case PATH -> draft.pathValue(name, String.join(",", fields.get(name)));
            case HEADER -> draft.header(name, String.join(",", fields.get(name)));
            case QUERY, QUERYSTRING -> draft.query(name, fields);
            case COOKIE -> draft.cookie(name, fields);
        };
    }

    /** The request without a parameter. A path parameter can't be removed. */
    static RequestDraft without(RequestDraft draft, Parameter parameter) {
        return switch (parameter.in()) {
            case PATH -> draft;
            case QUERY, QUERYSTRING -> draft.query(parameter.name(), null);
            case HEADER -> draft.header(parameter.name(), null);
            case COOKIE -> draft.cookie(parameter.name(), null);
        };
    }

    /**
     * The request with a credential, which replaces another one in the same location.
     *
     * @param value the API key, or the value of the Authorization header; null to remove it
     */
    static RequestDraft withCredential(RequestDraft draft, SecurityScheme scheme, @Nullable String value) {
        String name = String.valueOf(scheme.parameterName());
        In in = scheme.in();
        Map<String, List<String>> field = value == null ? null : Map.of(name, List.of(RequestDraft.encode(value)));
        if (scheme.type().equals("mutualTLS")) {
            return draft;
        }
        return in == In.QUERY
                ? draft.query(name, field)
                : in == In.COOKIE
                        ? draft.cookie(name, value == null ? null : Map.of(name, List.of(value)))
                        : draft.header(in == null ? "Authorization" : name, value);
    }

    /** The request with a body of this representation. */
    static RequestDraft withBody(RequestDraft draft, Content content, JsonNode value) {
        return draft.header("Content-Type", ValueWriter.contentType(content)).body(ValueWriter.body(content, value));
    }
}
