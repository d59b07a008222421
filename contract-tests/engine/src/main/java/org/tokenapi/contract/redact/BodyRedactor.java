package org.tokenapi.contract.redact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.tokenapi.contract.check.FormEncoding;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Shape;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Redacts the secrets of bodies, and formats them for people. A body that is neither JSON nor a declared form is
 * described and not shown. Thread-safe.
 */
final class BodyRedactor {
    private static final int LONGEST = 2000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final OpenApiDocument document;
    private final KnownSecrets secrets;

    /** The shapes by the pointers of their schemas. */
    private final Map<List<String>, Shape> shapes = new ConcurrentHashMap<>();

    BodyRedactor(OpenApiDocument document, KnownSecrets secrets) {
        this.document = document;
        this.secrets = secrets;
    }

    /** Learns the secrets of a body, so that they are redacted wherever they appear. */
    void learn(Headers headers, byte[] body, List<Content> declared) {
        if (body.length > 0) {
            redacted(headers, body, declared);
        }
    }

    /** The body without secrets; a long one is cut. */
    byte[] redact(Headers headers, byte[] body, List<Content> declared) {
        if (body.length == 0) {
            return body;
        }
        String type = headers.get("Content-Type").orElse("");
        return redacted(headers, body, declared)
                .map(readable -> Excerpts.shortened(Excerpts.wellFormed(readable), LONGEST))
                .orElseGet(() -> "(" + body.length + " bytes of "
                        + (type.isBlank() ? "no media type" : Excerpts.shortened(secrets.clean(type)))
                        + ", neither JSON nor a form: not shown)")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> redacted(Headers headers, byte[] body, List<Content> declared) {
        boolean form = headers.get("Content-Type")
                .flatMap(MediaType::parse)
                .filter(MediaType::isForm)
                .isPresent();
        Shape shape = shape(declared);
        Optional<String> text = text(headers, body);
        return text.flatMap(BodyRedactor::json)
                .map(json -> redact(json, shape, !shape.isKnown() && json.isValueNode()))
                .map(MAPPER::writeValueAsString)
                .or(() -> text.filter(any -> form).flatMap(fields -> form(fields, shape)));
    }

    private Shape shape(List<Content> declared) {
        List<SchemaRef> schemas = declared.stream()
                .map(Content::schema)
                .flatMap(Stream::ofNullable)
                .toList();
        return shapes.computeIfAbsent(
                schemas.stream().map(SchemaRef::pointer).toList(), pointers -> new Shape(document, schemas));
    }

    private static Optional<String> text(Headers headers, byte[] body) {
        try {
            boolean zipped = headers.get("Content-Encoding").orElse("").trim().equalsIgnoreCase("gzip");
            byte[] bytes = zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        } catch (IOException notZipped) {
            return Optional.empty();
        }
    }

    /** The text as JSON, whatever its media type: a body with a wrong media type contains the same secrets. */
    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private JsonNode redact(JsonNode value, Shape shape, boolean secret) {
        if (value.isNull() || value.isBoolean()) {
            return value;
        }
        if (secret || shape.isSecret()) {
            return MAPPER.getNodeFactory().stringNode(secrets.redact(value));
        }
        if (value.isObject()) {
            ObjectNode redacted = MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String name = member.getKey();
                redacted.set(
                        secrets.clean(name), redact(member.getValue(), shape.property(name), secrets.hasName(name)));
            }
            return redacted;
        }
        if (value.isArray()) {
            ArrayNode redacted = MAPPER.createArrayNode();
            value.forEach(element -> redacted.add(redact(element, shape.elements(), false)));
            return redacted;
        }
        return value.isString() ? MAPPER.getNodeFactory().stringNode(secrets.clean(value.stringValue())) : value;
    }

    /**
     * The fields of a form, one per line; empty if the document declares none of them, because then the text may be
     * anything.
     */
    private Optional<String> form(String text, Shape shape) {
        Map<String, List<String>> fields = FormEncoding.fields(text);
        if (fields.keySet().stream().noneMatch(name -> shape.property(name).isKnown() || secrets.hasName(name))) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        fields.forEach((name, values) -> {
            Shape field = shape.property(name);
            boolean shown = field.isKnown()
                    && !secrets.hasName(name)
                    && !field.isSecret()
                    && !field.elements().isSecret();
            for (String value : values) {
                String decoded = FormEncoding.decode(value);
                lines.add(secrets.clean(name) + "="
                        + (!shown && !value.isEmpty()
                                ? secrets.redact(decoded)
                                // An object in a form is written as JSON (OpenAPI 3.0.3, "Encoding Object").
                                : json(decoded)
                                        .filter(JsonNode::isContainer)
                                        .map(json -> redact(json, field, false).toString())
                                        .orElse(secrets.line(decoded))));
            }
        });
        return Optional.of(String.join("\n", lines));
    }
}
