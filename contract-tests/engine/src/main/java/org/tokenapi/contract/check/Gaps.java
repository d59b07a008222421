package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Defect;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.EcmaPattern;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** Finds the parts of a document that the engine does not check, so that nothing is skipped silently. */
final class Gaps {
    private static final int MOST_NAMES = 3;

    /** Members of a Media Type Object of OpenAPI 3.2 that are not read. */
    private static final List<String> UNREAD = List.of("prefixEncoding", "itemEncoding");

    private final OpenApiDocument document;
    private final BodyChecker bodies;
    private final Set<String> seen = new HashSet<>();
    private final List<Finding> gaps = new ArrayList<>();

    /** The ids of the operations that use an illegal part. */
    private final Map<Defect, List<String>> defects = new LinkedHashMap<>();

    private Gaps(OpenApiDocument document, BodyChecker bodies) {
        this.document = document;
        this.bodies = bodies;
    }

    static List<Finding> of(OpenApiDocument document, BodyChecker bodies, SchemaChecker schemas) {
        Gaps gaps = new Gaps(document, bodies);
        gaps.dialect();
        document.operations().forEach(gaps::visit);
        document.outgoing().forEach(operation -> operation.defects().forEach(defect -> gaps.uses(defect, operation)));
        gaps.defects.forEach(gaps::defect);
        gaps.gaps.addAll(Outgoing.gaps(document, schemas));
        return List.copyOf(gaps.gaps);
    }

    private void dialect() {
        JsonNode dialect = document.root().path("jsonSchemaDialect");
        if (!dialect.isMissingNode() && !Dialect.isKnown(dialect.asString(""))) {
            gap(Side.REQUEST, "/jsonSchemaDialect", "jsonSchemaDialect " + Values.describe(dialect));
        }
    }

    private void visit(Operation operation) {
        operation.defects().forEach(defect -> uses(defect, operation));
        if (operation.unread()) {
            return;
        }
        callbacks(operation);
        for (String variable : operation.path().variables()) {
            if (operation.parameters().stream()
                    .noneMatch(p -> p.in() == In.PATH && p.name().equals(variable))) {
                gap(Side.REQUEST, operation.pointer(), "the path variable " + variable);
            }
        }
        operation.parameters().forEach(parameter -> visit(parameter, Side.REQUEST));
        RequestBody body = operation.requestBody();
        if (body != null) {
            body.content().forEach(content -> visit(content, Side.REQUEST));
        }
        for (Response response : operation.responses()) {
            if (seen.add(response.pointer() + " links")) {
                gaps.addAll(Links.wrong(document, operation, response));
            }
            response.headers().forEach(header -> visit(header, Side.RESPONSE));
            response.content().forEach(content -> visit(content, Side.RESPONSE));
        }
    }

    private void defect(Defect defect, List<String> operations) {
        // One line for one cause.
        gaps.removeIf(gap -> gap.pointer().equals(defect.pointer()));
        String place = String.join(", ", operations.subList(0, Math.min(MOST_NAMES, operations.size())));
        String rest = operations.size() > MOST_NAMES ? " and " + (operations.size() - MOST_NAMES) + " more" : "";
        gaps.add(new Finding(
                Severity.GAP,
                Side.REQUEST,
                Rule.UNCHECKED,
                defect.pointer(),
                place + rest,
                "a legal document",
                defect.reason()));
    }

    private void uses(Defect defect, Operation operation) {
        defects.computeIfAbsent(defect, key -> new ArrayList<>()).add(operation.id());
    }

    /** The URLs of callbacks take values from the exchange, which the document must declare. */
    private void callbacks(Operation operation) {
        RuntimeExpression expressions = new RuntimeExpression(document, operation, null);
        String holder = Pointers.child(operation.pointer(), "callbacks");
        for (String name : document.at(holder).propertyNames()) {
            String callback = Pointers.child(holder, name);
            for (String url : document.at(callback).propertyNames()) {
                if (!url.startsWith("x-") && !url.equals("$ref")) {
                    expressions
                            .wrong(url)
                            .ifPresent(what -> gaps.add(new Finding(
                                    Severity.GAP,
                                    Side.RESPONSE,
                                    Rule.LINK,
                                    Pointers.child(callback, url),
                                    "document",
                                    "a value of the exchange",
                                    what)));
                }
            }
        }
    }

    private void visit(Parameter parameter, Side side) {
        visit(parameter.schema(), side);
        Content content = parameter.content();
        if (content != null) {
            visit(content, side);
            if (parameter.in() == In.QUERYSTRING && !ParameterChecker.isReadableQuery(content)) {
                gap(side, content.pointer(), "a query of " + content.key());
            }
        }
    }

    private void visit(Content content, Side side) {
        if (bodies.isUnread(content, side)) {
            gap(side, content.pointer(), "the body of " + content.key());
        } else {
            visit(content.schema(), side);
            visit(content.itemSchema(), side);
            JsonNode node = document.at(content.pointer());
            for (String unread : UNREAD) {
                if (node.has(unread)) {
                    gap(side, Pointers.child(content.pointer(), unread), unread);
                }
            }
            content.encodings().values().forEach(encoding -> encoding.headers().forEach(header -> visit(header, side)));
        }
    }

    private void visit(@Nullable SchemaRef schema, Side side) {
        if (schema == null || !schema.node().isObject() || !seen.add(schema.pointer())) {
            return;
        }
        // Reported once, for the schemas that form the circle, and not for references to it.
        boolean reference = Schemas.target(document, schema).isPresent()
                && Schemas.target(document, Schemas.dereference(document, schema))
                        .isEmpty();
        if (!reference && Schemas.isEndless(document, schema)) {
            gap(side, schema.pointer(), "a schema that applies itself to the same value");
        }
        for (Map.Entry<String, JsonNode> member : schema.node().properties()) {
            if (!member.getKey().startsWith("x-") && !isUnderstood(member.getKey(), member.getValue())) {
                gap(
                        side,
                        Pointers.child(schema.pointer(), member.getKey()),
                        member.getKey() + " " + Values.describe(member.getValue()));
            }
        }
        for (KeywordUse use : Schemas.keywords(document, schema)) {
            use.schemas().forEach(held -> visit(held, side));
            if (use.keyword() == Keyword.PATTERN_PROPERTIES) {
                use.value().propertyNames().stream()
                        .filter(pattern -> EcmaPattern.compile(pattern).isEmpty())
                        .forEach(pattern -> gap(side, use.pointer(), "the pattern " + Values.quote(pattern)));
            }
        }
        Schemas.target(document, schema).ifPresent(target -> visit(target, side));
    }

    private boolean isUnderstood(String name, JsonNode value) {
        Keyword keyword = Keyword.find(name, document.dialect()).orElse(null);
        return keyword != null
                && switch (keyword.role()) {
                    case ASSERTION, APPLICATOR ->
                        keyword.accepts(value, document.dialect())
                                && (keyword != Keyword.FORMAT
                                        || Format.find(value.stringValue()).isPresent());
                    case ANNOTATION -> true;
                    case UNSUPPORTED -> keyword == Keyword.SCHEMA && Dialect.isKnown(value.asString(""));
                };
    }

    private void gap(Side side, String pointer, String what) {
        gaps.add(new Finding(Severity.GAP, side, Rule.UNCHECKED, pointer, "document", "a check of " + what, "none"));
    }
}
