package org.tokenapi.contract.check;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.MultipartBody.Part;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Encoding;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads forms as objects: each field is a property, written as its encoding says or else as its type does (OpenAPI
 * 3.1.1, "Encoding Object"). Thread-safe.
 */
final class FormReader {
    private final ValueReader values;
    private final ParameterChecker parameters;
    private final JsonMapper mapper;

    FormReader(ValueReader values, ParameterChecker parameters, JsonMapper mapper) {
        this.values = values;
        this.parameters = parameters;
        this.mapper = mapper;
    }

    /** Reads an {@code application/x-www-form-urlencoded} body. */
    JsonNode urlEncoded(String text, Content content, SchemaRef schema, Side side) {
        Map<String, List<String>> fields = FormEncoding.fields(text);
        Map<String, JsonNode> styled = new LinkedHashMap<>();
        content.encodings().forEach((name, encoding) -> {
            SchemaRef property = values.property(schema, name).orElse(null);
            if (property != null) {
                ParameterSyntax.of(name, encoding)
                        .flatMap(syntax -> styled(syntax, name, property, fields, side))
                        .ifPresent(value -> styled.put(name, value));
            }
        });
        fields.replaceAll(
                (name, texts) -> texts.stream().map(FormEncoding::decode).toList());
        JsonNode form = values.object(fields, schema, side);
        if (form instanceof ObjectNode object) {
            object.setAll(styled);
        }
        return form;
    }

    /** Reads a property that is written as a query parameter is, and takes its fields out of the others. */
    private Optional<JsonNode> styled(
            ParameterSyntax syntax, String name, SchemaRef property, Map<String, List<String>> fields, Side side) {
        if (values.isObject(property) && syntax.spreadsObjects()) {
            Map<String, List<String>> own = new LinkedHashMap<>();
            for (String field : List.copyOf(fields.keySet())) {
                syntax.property(field)
                        .filter(one -> !one.equals(field) || values.names(property, one))
                        .ifPresent(one -> own.put(
                                one,
                                fields.remove(field).stream()
                                        .map(syntax::decode)
                                        .toList()));
            }
            return own.isEmpty() ? Optional.empty() : Optional.of(values.object(own, property, side));
        }
        List<String> raw = fields.get(name);
        if (raw == null) {
            return Optional.empty();
        }
        List<JsonNode> readings = values.readings(syntax, raw, property, side);
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        fields.remove(name);
        return Optional.of(values.conforming(readings, property, side));
    }

    /** Reads a {@code multipart/form-data} body, and checks the media types and headers of its parts. */
    JsonNode multipart(MultipartBody body, Content content, SchemaRef schema, Side side, Findings findings) {
        ObjectNode form = mapper.createObjectNode();
        for (Part part : body.parts()) {
            String name = part.name().orElse("");
            String place = "body part " + Values.quote(name);
            if (name.isEmpty()) {
                findings.violation(
                        Rule.MALFORMED_BODY,
                        content.pointer(),
                        "body",
                        "a name of each part in its Content-Disposition (RFC 7578)",
                        "a part without a name");
                continue;
            }
            Encoding encoding = content.encodings().get(name);
            if (encoding != null) {
                checkPart(part, encoding, place, side, findings);
            }
            Optional<SchemaRef> property = values.property(schema, name);
            boolean list = property.filter(values::isArray).isPresent();
            Optional<SchemaRef> single = list ? property.flatMap(values::items) : property;
            JsonNode value = value(part, single, content, place, side, findings);
            if (list && value.isArray() && !form.has(name)) {
                form.set(name, value);
            } else if (list || form.has(name)) {
                ArrayNode all = form.get(name) instanceof ArrayNode already ? already : mapper.createArrayNode();
                if (form.has(name) && form.get(name) != all) {
                    all.add(form.get(name));
                }
                form.set(name, all.add(value));
            } else {
                form.set(name, value);
            }
        }
        return form;
    }

    private void checkPart(Part part, Encoding encoding, String place, Side side, Findings findings) {
        boolean fits = encoding.contentTypes().isEmpty()
                || MediaType.parse(part.mediaType())
                        .filter(type -> encoding.contentTypes().stream().anyMatch(one -> one.covers(type)))
                        .isPresent();
        if (!fits) {
            findings.violation(
                    Rule.MEDIA_TYPE,
                    encoding.pointer() + "/contentType",
                    place,
                    encoding.contentTypes().stream().map(MediaType::toString).collect(Collectors.joining(" or ")),
                    Values.quote(part.mediaType()));
        }
        for (Parameter header : encoding.headers()) {
            parameters.checkHeader(header, part.headers(), side, findings);
        }
    }

    private JsonNode value(
            Part part, Optional<SchemaRef> schema, Content content, String place, Side side, Findings findings) {
        boolean json =
                MediaType.parse(part.mediaType()).filter(MediaType::isJson).isPresent();
        String text = new String(part.content(), StandardCharsets.UTF_8);
        if (json) {
            try {
                return mapper.readTree(text);
            } catch (JacksonException e) {
                findings.violation(Rule.MALFORMED_BODY, content.pointer(), place, "JSON (RFC 8259)", "a syntax error");
                return mapper.getNodeFactory().stringNode(text);
            }
        }
        return schema.isEmpty() || values.isBinary(schema.get())
                ? mapper.getNodeFactory().stringNode(new String(part.content(), StandardCharsets.ISO_8859_1))
                : values.scalar(text, schema.get(), side);
    }
}
