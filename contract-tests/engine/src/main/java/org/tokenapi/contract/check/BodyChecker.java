package org.tokenapi.contract.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the media type of a body, then the body itself. Thread-safe. */
final class BodyChecker {
    private final SchemaChecker schemas;
    private final ValueReader values;
    private final JsonMapper mapper;

    BodyChecker(SchemaChecker schemas, ValueReader values, JsonMapper mapper) {
        this.schemas = schemas;
        this.values = values;
        this.mapper = mapper;
    }

    /**
     * Checks a body.
     *
     * @param declared the declared representations
     * @param pointer the JSON pointer of their parent
     */
    void check(List<Content> declared, String pointer, Headers headers, byte[] body, Side side, Findings findings) {
        if (declared.isEmpty()) {
            findings.violation(Rule.UNDECLARED_BODY, pointer, "body", "no body", body.length + " bytes");
            return;
        }
        String expected = declared.stream().map(Content::key).collect(Collectors.joining(" or "));
        Optional<String> header = headers.get("Content-Type");
        if (header.isEmpty()) {
            findings.violation(
                    Rule.MISSING_CONTENT_TYPE, pointer + "/content", "header Content-Type", expected, "none");
            return;
        }
        Optional<MediaType> actual = MediaType.parse(header.get());
        Optional<Content> content = actual.flatMap(type -> MediaTypes.find(declared, type));
        if (content.isEmpty()) {
            findings.violation(
                    Rule.MEDIA_TYPE, pointer + "/content", "header Content-Type", expected, Values.quote(header.get()));
            return;
        }
        findings.touched(content.get().pointer());
        checkContent(content.get(), actual.get(), headers, body, side, findings);
    }

    private void checkContent(
            Content content, MediaType type, Headers headers, byte[] encoded, Side side, Findings findings) {
        Optional<byte[]> body = decode(content, headers, encoded, findings);
        if (body.isEmpty()) {
            return;
        }
        SchemaRef schema = content.schema();
        Optional<String> text = utf8(body.get());
        if (type.isJson()) {
            text.ifPresentOrElse(
                    json -> checkJson(content, json, side, findings),
                    () -> findings.violation(
                            Rule.MALFORMED_BODY,
                            content.pointer(),
                            "body",
                            "JSON in UTF-8 (RFC 8259)",
                            "bytes that are not UTF-8"));
        } else if (schema == null || isUnread(content)) {
            if (schema != null && !isAnyBinary(schema.node())) {
                findings.gap(schema.pointer(), "body", "a check of " + type.type() + "/" + type.subtype(), "none");
            }
        } else if (text.isEmpty() && isUtf8(type)) {
            findings.violation(
                    Rule.MALFORMED_BODY, content.pointer(), "body", "text in UTF-8", "bytes that are not UTF-8");
        } else if (text.isEmpty()) {
            findings.gap(schema.pointer(), "body", "text in UTF-8", "bytes that are not UTF-8");
        } else if (type.isForm()) {
            schemas.check(schema, values.object(form(text.get()), schema, side), "body", side, findings);
        } else {
            schemas.check(schema, values.scalar(text.get(), schema, side), "body", side, findings);
        }
    }

    /** Whether an empty body is valid for the declared media type in its header: only JSON can't be empty. */
    static boolean mayBeEmpty(List<Content> declared, Headers headers) {
        return headers.get("Content-Type")
                .flatMap(MediaType::parse)
                .flatMap(type -> MediaTypes.find(declared, type).map(content -> !type.isJson()))
                .orElse(false);
    }

    /** Whether bodies of this media type are not checked: they are neither JSON nor a form nor plain text. */
    static boolean isUnread(Content content) {
        MediaType type = content.mediaType();
        boolean plainText = type.type().equals("text") && type.subtype().equals("plain");
        return !type.isJson() && !type.isForm() && !plainText;
    }

    private static Map<String, List<String>> form(String encoded) {
        Map<String, List<String>> fields = FormEncoding.fields(encoded);
        fields.replaceAll(
                (name, texts) -> texts.stream().map(FormEncoding::decode).toList());
        return fields;
    }

    private void checkJson(Content content, String json, Side side, Findings findings) {
        JsonNode value;
        try {
            value = mapper.readTree(json);
        } catch (StreamConstraintsException e) {
            findings.gap(
                    content.pointer(),
                    "body",
                    "JSON within the limits of the parser",
                    "deeper nesting or longer values");
            return;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            findings.violation(
                    Rule.MALFORMED_BODY,
                    content.pointer(),
                    place == null ? "body" : "body line " + place.getLineNr() + ", column " + place.getColumnNr(),
                    "JSON (RFC 8259)",
                    "a syntax error");
            return;
        }
        SchemaRef schema = content.schema();
        if (schema != null) {
            schemas.check(schema, value, "body", side, findings);
        }
    }

    /** Whether the schema allows any bytes. */
    static boolean isAnyBinary(JsonNode schema) {
        return schema.isEmpty() || "binary".equals(schema.path("format").asString(""));
    }

    private static Optional<byte[]> decode(Content content, Headers headers, byte[] body, Findings findings) {
        String encoding =
                headers.get("Content-Encoding").orElse("identity").trim().toLowerCase(Locale.ROOT);
        try {
            if (encoding.equals("gzip")) {
                return Optional.of(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes());
            }
        } catch (IOException e) {
            findings.violation(Rule.MALFORMED_BODY, content.pointer(), "body", "gzip", "other content");
            return Optional.empty();
        }
        if (!encoding.equals("identity")) {
            findings.gap(content.pointer(), "header Content-Encoding", "gzip or identity", Values.quote(encoding));
            return Optional.empty();
        }
        return Optional.of(body);
    }

    /** Whether the media type declares UTF-8; a text without a charset may be in any. */
    private static boolean isUtf8(MediaType type) {
        return type.parameters().getOrDefault("charset", "").equalsIgnoreCase("utf-8");
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
