package org.tokenapi.contract.cases;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** Derives cases for parameters: each present, missing, and on both sides of its constraints. */
final class ParameterCases {
    private final OpenApiDocument document;
    private final ConformingRequests requests;
    private final Samples samples;
    private final CaseList cases;

    ParameterCases(OpenApiDocument document, ConformingRequests requests, Samples samples, CaseList cases) {
        this.document = document;
        this.requests = requests;
        this.samples = samples;
        this.cases = cases;
    }

    void derive(Operation operation, RequestDraft base) {
        for (Parameter parameter : operation.parameters()) {
            // Declarations of these three are ignored (OpenAPI 3.0.3, "Parameter Object").
            boolean ignored = parameter.in() == In.HEADER
                    && Stream.of("Accept", "Content-Type", "Authorization")
                            .anyMatch(parameter.name()::equalsIgnoreCase);
            if (!ignored) {
                String name = parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
                Set<String> broken = requests.broken(operation, parameter, requests.value(operation, parameter));
                if (!broken.isEmpty()) {
                    cases.gap(ConformingRequests.gap(parameter.pointer(), operation.id() + " " + name, broken));
                    continue;
                }
                presence(operation, parameter, name, base);
                SchemaRef schema = ConformingRequests.schema(parameter);
                if (schema != null) {
                    variations(operation, parameter, schema, name, base);
                }
            }
        }
    }

    private void presence(Operation operation, Parameter parameter, String name, RequestDraft base) {
        if (parameter.in() == In.PATH) {
            unknown(operation, parameter)
                    .ifPresent(value -> cases.add(
                            operation,
                            name + " names nothing",
                            parameter.pointer(),
                            Expectation.ACCEPTED_OR_UNKNOWN,
                            RequestSerializer.with(base, parameter, value)));
        } else if (parameter.required()) {
            cases.add(
                    operation,
                    name + " missing",
                    parameter.pointer(),
                    Expectation.REFUSED,
                    RequestSerializer.without(base, parameter));
        } else {
            cases.add(
                    operation,
                    name + " present",
                    parameter.pointer(),
                    Expectation.ACCEPTED_OR_UNKNOWN,
                    RequestSerializer.with(base, parameter, requests.value(operation, parameter)));
        }
    }

    /**
     * A conforming value that is unlikely to exist: a word, a UUID or a number; otherwise the value with another
     * ending.
     */
    private Optional<JsonNode> unknown(Operation operation, Parameter parameter) {
        JsonNode known = requests.value(operation, parameter);
        String stem = known.asString("").replaceFirst(".$", "");
        return Stream.concat(
                        Stream.of("no-such-" + parameter.name(), "00000000-0000-4000-8000-000000000000", "2147483646"),
                        Stream.of("9", "z", "Z", "8").map(stem::concat))
                .map(samples::text)
                .filter(value -> !value.asString().equals(known.asString("")))
                .filter(value -> requests.broken(operation, parameter, value).isEmpty())
                .findFirst();
    }

    private void variations(
            Operation operation, Parameter parameter, SchemaRef schema, String name, RequestDraft base) {
        Variations variations = new Variations(
                document,
                schema,
                requests.value(operation, parameter, schema),
                value -> requests.broken(operation, parameter, value));
        for (Variation variation : variations.all()) {
            cases.add(
                    operation,
                    name + " " + variation.name(),
                    variation.pointer(),
                    variation.inside() ? Expectation.ACCEPTED_OR_UNKNOWN : Expectation.REFUSED,
                    RequestSerializer.with(base, parameter, variation.value()));
        }
        cases.unbreakable(variations.unprovable());
    }
}
