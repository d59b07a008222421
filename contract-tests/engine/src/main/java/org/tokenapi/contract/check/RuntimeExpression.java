package org.tokenapi.contract.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.Response;
import tools.jackson.core.JsonPointer;

/**
 * Checks runtime expressions of links and callbacks (OpenAPI 3.1.1, "Runtime Expressions"): their syntax, and whether
 * the document declares what they take from an exchange.
 */
final class RuntimeExpression {
    private static final Pattern SYNTAX = Pattern.compile("\\$(?:url|method|statusCode"
            + "|(?<side>request|response)\\."
            + "(?:(?<in>header|query|path)\\.(?<name>.+)|body(?:#(?<pointer>(?:/(?:[^~/]|~[01])*)*))?))");

    private static final Pattern EMBEDDED = Pattern.compile("\\{([^{}]*)}");

    private final OpenApiDocument document;
    private final Operation operation;
    private final @Nullable Response response;

    /** @param response null if the expressions belong to no response */
    RuntimeExpression(OpenApiDocument document, Operation operation, @Nullable Response response) {
        this.document = document;
        this.operation = operation;
        this.response = response;
    }

    /** What is wrong with a value that may be an expression, or contain some in braces; empty if it makes sense. */
    Optional<String> wrong(String value) {
        return value.startsWith("$") ? wrongExpression(value) : wrongTemplate(value);
    }

    /** What is wrong with a text that may contain expressions in braces. */
    Optional<String> wrongTemplate(String value) {
        return EMBEDDED.matcher(value)
                .results()
                .map(found -> found.group(1))
                .flatMap(expression -> wrongExpression(expression).stream())
                .findFirst();
    }

    private Optional<String> wrongExpression(String expression) {
        Matcher parts = SYNTAX.matcher(expression);
        if (!parts.matches()) {
            return Optional.of(Values.quote(expression) + ", which is not a runtime expression");
        }
        boolean declared = parts.group("side") == null
                || (parts.group("side").equals("request") ? ofRequest(parts) : ofResponse(parts));
        return declared
                ? Optional.empty()
                : Optional.of(Values.quote(expression) + ", which the document does not declare");
    }

    private boolean ofRequest(Matcher parts) {
        String in = parts.group("in");
        if (in == null) {
            return operation.requestBody() != null
                    && isDeclared(operation.requestBody().content(), parts.group("pointer"));
        }
        return operation.parameters().stream()
                .anyMatch(parameter -> parameter.in() == In.valueOf(in.toUpperCase(Locale.ROOT))
                        && isNamed(parameter, parts.group("name")));
    }

    private boolean ofResponse(Matcher parts) {
        if (response == null) {
            // A callback follows a response, which may be any.
            return parts.group("in") == null || parts.group("in").equals("header");
        }
        return parts.group("in") == null
                ? isDeclared(response.content(), parts.group("pointer"))
                : parts.group("in").equals("header")
                        && response.headers().stream().anyMatch(header -> isNamed(header, parts.group("name")));
    }

    private static boolean isNamed(Parameter parameter, String name) {
        return parameter.in() == In.HEADER
                ? parameter.name().equalsIgnoreCase(name)
                : parameter.name().equals(name);
    }

    private boolean isDeclared(List<Content> contents, @Nullable String pointer) {
        return pointer == null
                ? !contents.isEmpty()
                : contents.stream()
                        .flatMap(content -> Stream.ofNullable(content.schema()))
                        .map(schema -> new Shape(document, schema))
                        .anyMatch(shape -> shape.declares(JsonPointer.compile(pointer)));
    }
}
