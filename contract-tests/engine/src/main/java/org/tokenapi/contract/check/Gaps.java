package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
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

/** Finds what a document says that is not checked, so that nothing is skipped in silence. */
final class Gaps {
    /** Keywords that are checked in both versions, with the type that their values must have to be understood. */
    private static final Map<String, Predicate<JsonNode>> CHECKED = Map.ofEntries(
            Map.entry("multipleOf", JsonNode::isNumber),
            Map.entry("maximum", JsonNode::isNumber),
            Map.entry("minimum", JsonNode::isNumber),
            Map.entry("maxLength", JsonNode::isIntegralNumber),
            Map.entry("minLength", JsonNode::isIntegralNumber),
            Map.entry("maxItems", JsonNode::isIntegralNumber),
            Map.entry("minItems", JsonNode::isIntegralNumber),
            Map.entry("maxProperties", JsonNode::isIntegralNumber),
            Map.entry("minProperties", JsonNode::isIntegralNumber),
            Map.entry("uniqueItems", JsonNode::isBoolean),
            Map.entry("readOnly", JsonNode::isBoolean),
            Map.entry("writeOnly", JsonNode::isBoolean),
            Map.entry("required", JsonNode::isArray),
            Map.entry("enum", JsonNode::isArray),
            Map.entry("pattern", Gaps::isPattern),
            Map.entry("format", JsonNode::isString),
            Map.entry("$ref", JsonNode::isString));

    /** Those of OpenAPI 3.0 alone. */
    private static final Map<String, Predicate<JsonNode>> CHECKED_IN_30 = Map.of(
            "type", JsonNode::isString,
            "nullable", JsonNode::isBoolean,
            "exclusiveMaximum", JsonNode::isBoolean,
            "exclusiveMinimum", JsonNode::isBoolean);

    /** Those of OpenAPI 3.1, and so of JSON Schema 2020-12, alone. */
    private static final Map<String, Predicate<JsonNode>> CHECKED_IN_31 = Map.of(
            "type", type -> type.isString() || type.isArray(),
            "const", value -> true,
            "exclusiveMaximum", JsonNode::isNumber,
            "exclusiveMinimum", JsonNode::isNumber,
            "minContains", JsonNode::isIntegralNumber,
            "maxContains", JsonNode::isIntegralNumber,
            "dependentRequired", JsonNode::isObject);

    /** Keywords that are checked and hold one schema. */
    private static final Set<String> ONE_SCHEMA = Set.of("items", "not", "additionalProperties");

    private static final Set<String> ONE_SCHEMA_IN_31 =
            words("if then else contains propertyNames unevaluatedItems " + "unevaluatedProperties");

    /** Keywords that are checked and hold several schemas, by name or in a list. */
    private static final Set<String> MANY_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "properties");

    private static final Set<String> MANY_SCHEMAS_IN_31 = words("prefixItems patternProperties dependentSchemas $defs");

    /** Keywords that say nothing of the value. */
    private static final Set<String> NOTES =
            words("title description default example examples deprecated externalDocs xml $comment discriminator");

    /** Formats that are checked, and then those that narrow nothing that can be seen. */
    private static final Set<String> FORMATS =
            words("int32 int64 date date-time time duration email idn-email hostname "
                    + "idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid regex json-pointer relative-json-pointer "
                    + "float double binary password");

    private final OpenApiDocument document;
    private final Set<String> seen = new HashSet<>();
    private final List<Finding> gaps = new ArrayList<>();

    private Gaps(OpenApiDocument document) {
        this.document = document;
    }

    static List<Finding> of(OpenApiDocument document) {
        Gaps gaps = new Gaps(document);
        document.operations().forEach(gaps::visit);
        return List.copyOf(gaps.gaps);
    }

    private void visit(Operation operation) {
        JsonNode node = document.at(operation.pointer());
        tellIfThere(node, "callbacks", operation.pointer(), Side.RESPONSE);
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
            tellIfThere(document.at(response.pointer()), "links", response.pointer(), Side.RESPONSE);
            response.headers().forEach(header -> visit(header, Side.RESPONSE));
            response.content().forEach(content -> visit(content, Side.RESPONSE));
        }
    }

    private void tellIfThere(JsonNode holder, String name, String pointer, Side side) {
        if (holder.has(name)) {
            gap(side, Pointers.child(pointer, name), name);
        }
    }

    private void visit(Parameter parameter, Side side) {
        if (Set.of("matrix", "label").contains(parameter.style())) {
            gap(side, parameter.pointer() + "/style", "style " + parameter.style());
        }
        visit(parameter.schema(), side);
        if (parameter.content() != null) {
            visit(parameter.content(), side);
        }
    }

    private void visit(Content content, Side side) {
        tellIfThere(document.at(content.pointer()), "encoding", content.pointer(), side);
        if (!BodyChecker.isUnread(content)) {
            visit(content.schema(), side);
        } else if (content.schema() != null
                && !BodyChecker.isAnyBinary(content.schema().node())) {
            gap(side, content.pointer(), "the body of " + content.key());
        }
    }

    private void visit(@Nullable SchemaRef schema, Side side) {
        if (schema != null) {
            visit(schema.node(), schema.pointer(), side);
        }
    }

    private void visit(JsonNode schema, String pointer, Side side) {
        if (!schema.isObject() || !seen.add(pointer)) {
            return;
        }
        if (Schemas.isEndless(document, schema)) {
            gap(side, pointer, "a schema that leads back to itself");
        }
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            visitKeyword(keyword.getKey(), keyword.getValue(), Pointers.child(pointer, keyword.getKey()), side);
        }
    }

    private void visitKeyword(String keyword, JsonNode value, String pointer, Side side) {
        boolean is30 = document.version().startsWith("3.0");
        if (keyword.equals("$ref") && value.isString()) {
            String target = Schemas.target(value.stringValue());
            visit(document.at(target), target, side);
        } else if (ONE_SCHEMA.contains(keyword) || !is30 && ONE_SCHEMA_IN_31.contains(keyword)) {
            visit(value, pointer, side);
        } else if (MANY_SCHEMAS.contains(keyword) || !is30 && MANY_SCHEMAS_IN_31.contains(keyword)) {
            value.properties().forEach(p -> visit(p.getValue(), Pointers.child(pointer, p.getKey()), side));
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                visit(value.get(i), pointer + "/" + i, side);
            }
        } else if (!NOTES.contains(keyword) && !keyword.startsWith("x-")) {
            Predicate<JsonNode> understood = Optional.ofNullable(CHECKED.get(keyword))
                    .or(() -> Optional.ofNullable((is30 ? CHECKED_IN_30 : CHECKED_IN_31).get(keyword)))
                    .orElse(unknown -> false);
            boolean unknownFormat = keyword.equals("format") && !FORMATS.contains(value.asString(""));
            if (!understood.test(value) || unknownFormat) {
                gap(side, pointer, keyword + " " + Values.describe(value));
            }
        }
    }

    private static boolean isPattern(JsonNode value) {
        try {
            Pattern.compile(value.asString());
            return value.isString();
        } catch (PatternSyntaxException notOfJava) {
            return false;
        }
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private void gap(Side side, String pointer, String what) {
        gaps.add(new Finding(
                Severity.GAP, side, Rule.UNCHECKED, pointer, "document", what + " to be checked", "no check for it"));
    }
}
