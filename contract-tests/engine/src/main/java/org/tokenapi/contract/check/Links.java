package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.Response;
import tools.jackson.databind.JsonNode;

/**
 * Checks that links lead to operations, with parameters that these have and values that the exchange has. Links are not
 * followed, because they allow requests and forbid none.
 */
final class Links {
    private final OpenApiDocument document;
    private final List<Finding> wrong = new ArrayList<>();

    private Links(OpenApiDocument document) {
        this.document = document;
    }

    /** What makes no sense in the links of a response. */
    static List<Finding> wrong(OpenApiDocument document, Operation operation, Response response) {
        Links links = new Links(document);
        String holder = Pointers.child(response.pointer(), "links");
        document.at(holder).properties().forEach(link -> {
            String pointer = links.followed(Pointers.child(holder, link.getKey()));
            if (!link.getKey().startsWith("x-")) {
                links.check(pointer, document.at(pointer), new RuntimeExpression(document, operation, response));
            }
        });
        return links.wrong;
    }

    private String followed(String pointer) {
        JsonNode reference = document.at(pointer).path("$ref");
        return reference.isString()
                ? document.resolve(pointer, reference.stringValue()).orElse(pointer)
                : pointer;
    }

    private void check(String pointer, JsonNode link, RuntimeExpression expressions) {
        if (link.has("operationId") == link.has("operationRef")) {
            wrong(pointer, "either operationId or operationRef", link.has("operationId") ? "both" : "none");
            return;
        }
        String key = link.has("operationId") ? "operationId" : "operationRef";
        String value = link.get(key).asString("");
        Optional<Operation> target = key.equals("operationId")
                ? document.operations().stream()
                        .filter(operation -> operation.id().equals(value))
                        .findFirst()
                : referredTo(pointer, value);
        if (target.isEmpty()) {
            wrong(Pointers.child(pointer, key), "an operation of the document", Values.quote(value));
        }
        for (Map.Entry<String, JsonNode> parameter : link.path("parameters").properties()) {
            String place = Pointers.child(Pointers.child(pointer, "parameters"), parameter.getKey());
            if (target.isPresent() && !has(target.get(), parameter.getKey())) {
                wrong(place, "a parameter of " + target.get().id(), Values.quote(parameter.getKey()));
            }
            value(place, parameter.getValue(), expressions);
        }
        value(Pointers.child(pointer, "requestBody"), link.path("requestBody"), expressions);
    }

    private void value(String place, JsonNode value, RuntimeExpression expressions) {
        if (value.isString()) {
            expressions.wrong(value.stringValue()).ifPresent(what -> wrong(place, "a value of the exchange", what));
        }
    }

    private Optional<Operation> referredTo(String pointer, String reference) {
        String target = document.resolve(pointer, reference).map(this::followed).orElse("");
        return document.operations().stream()
                .filter(operation -> operation.pointer().equals(target)
                        || target.equals(Pointers.child(
                                Pointers.child("/paths", operation.path().toString()),
                                operation.method().toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    /** Whether an operation has a parameter, whose name may follow its location and a dot. */
    private static boolean has(Operation operation, String name) {
        return operation.parameters().stream()
                .anyMatch(parameter -> name.equals(parameter.name())
                        || name.equals(parameter.in().name().toLowerCase(Locale.ROOT) + "." + parameter.name()));
    }

    private void wrong(String pointer, String expected, String actual) {
        wrong.add(new Finding(Severity.GAP, Side.RESPONSE, Rule.LINK, pointer, "document", expected, actual));
    }
}
