package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds what a document says that is not checked, so that nothing is skipped in silence. */
final class Gaps {
    /** Keywords whose values are checked. */
    private static final Set<String> CHECKED = Set.of(
            "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"
                    .concat(
                            " maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required")
                    .concat(" dependentRequired format nullable readOnly writeOnly $ref")
                    .split(" "));

    /** Keywords that are checked and hold one schema. */
    private static final Set<String> ONE_SCHEMA = Set.of(
            "items not if then else contains propertyNames additionalProperties unevaluatedItems unevaluatedProperties"
                    .split(" "));

    /** Keywords that are checked and hold several schemas, by name or in a list. */
    private static final Set<String> MANY_SCHEMAS =
            Set.of("allOf anyOf oneOf prefixItems properties patternProperties dependentSchemas".split(" "));

    /** Keywords that say nothing of the value. */
    private static final Set<String> NOTES =
            Set.of("title description default example examples deprecated externalDocs xml $comment".split(" "));

    private static final Set<String> FORMATS = Set.of(
            "int32 int64 date date-time time duration email idn-email hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid"
                    .concat(" regex json-pointer relative-json-pointer uri-template idn-hostname")
                    // These narrow nothing that JSON can show.
                    .concat(" float double binary password")
                    .split(" "));

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
        operation.parameters().forEach(parameter -> visit(parameter, Side.REQUEST));
        if (operation.requestBody() != null) {
            operation.requestBody().content().forEach(content -> visit(content, Side.REQUEST));
        }
        for (Response response : operation.responses()) {
            response.headers().forEach(header -> visit(header, Side.RESPONSE));
            response.content().forEach(content -> visit(content, Side.RESPONSE));
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
        boolean readable = content.mediaType().isJson()
                || content.mediaType().isForm()
                || content.mediaType().type().equals("text");
        if (readable) {
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
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            visitKeyword(keyword.getKey(), keyword.getValue(), Pointers.child(pointer, keyword.getKey()), side);
        }
    }

    private void visitKeyword(String keyword, JsonNode value, String pointer, Side side) {
        if (keyword.equals("$ref") && value.asString("").startsWith("#/")) {
            String target = value.stringValue().substring(1);
            visit(document.root().at(JsonPointer.compile(target)), target, side);
        } else if (ONE_SCHEMA.contains(keyword)) {
            visit(value, pointer, side);
        } else if (MANY_SCHEMAS.contains(keyword) && value.isObject()) {
            value.properties().forEach(p -> visit(p.getValue(), Pointers.child(pointer, p.getKey()), side));
        } else if (MANY_SCHEMAS.contains(keyword)) {
            for (int i = 0; i < value.size(); i++) {
                visit(value.get(i), pointer + "/" + i, side);
            }
        } else if (keyword.equals("format") && !FORMATS.contains(value.asString(""))) {
            gap(side, pointer, "format " + value.asString(""));
        } else if (!CHECKED.contains(keyword) && !NOTES.contains(keyword) && !keyword.startsWith("x-")) {
            gap(side, pointer, "the keyword " + keyword);
        }
    }

    private void gap(Side side, String pointer, String what) {
        gaps.add(new Finding(
                Severity.GAP, side, Rule.UNCHECKED, pointer, "document", what + " to be checked", "no check for it"));
    }
}
