package org.tokenapi.contract.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Checks the media type of a body, then the body itself. Thread-safe. */
final class BodyChecker {
    private final SchemaChecker schemas;
    private final ValueReader values;
    private final FormReader forms;
    private final JsonMapper mapper;
    private final ItemSequence sequences;

    BodyChecker(SchemaChecker schemas, ValueReader values, FormReader forms, JsonMapper mapper) {
        this.schemas = schemas;
        this.values = values;
        this.forms = forms;
        this.mapper = mapper;
        this.sequences = new ItemSequence(values, mapper);
    }

    /**
     * Checks a body.
     *
     * @param declared the declared representations
     * @param pointer the JSON pointer of their parent
     * @param whole whether the body is all that was sent
     */
    void check(
            List<Content> declared,
            String pointer,
            Headers headers,
            byte[] body,
            boolean whole,
            Side side,
            Findings findings) {
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
        if (whole) {
            checkContent(content.get(), actual.get(), headers, body, side, findings);
        } else {
            findings.gap(content.get().pointer(), "body", "a body that is small enough to be checked", "a larger one");
        }
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
        } else if (type.isMultipartForm()) {
            checkMultipart(content, type, body.get(), side, findings);
        } else if (content.sequential()) {
            text.ifPresentOrElse(
                    items -> checkItems(content, type, items, side, findings),
                    () -> findings.violation(
                            Rule.MALFORMED_BODY,
                            content.pointer(),
                            "body",
                            "text in UTF-8",
                            "bytes that are not UTF-8"));
        } else if (content.itemSchema() != null) {
            findings.gap(content.pointer(), "body", "a check of the items of " + content.key(), "none");
        } else if (text.isEmpty() && isUtf8(type)) {
            findings.violation(
                    Rule.MALFORMED_BODY, content.pointer(), "body", "text in UTF-8", "bytes that are not UTF-8");
        } else if (schema == null || !saysAnything(schema, side)) {
            // Any bytes conform.
        } else if (!type.isForm() && !isText(type, schema)) {
            findings.gap(schema.pointer(), "body", "a check of " + type.type() + "/" + type.subtype(), "none");
        } else if (text.isEmpty()) {
            findings.gap(schema.pointer(), "body", "text in UTF-8", "bytes that are not UTF-8");
        } else if (type.isForm()) {
            schemas.check(schema, forms.urlEncoded(text.get(), content, schema, side), "body", side, findings);
        } else {
            schemas.check(schema, values.scalar(text.get(), schema, side), "body", side, findings);
        }
    }

    private void checkItems(Content content, MediaType type, String text, Side side, Findings findings) {
        SchemaRef schema = content.itemSchema();
        List<Optional<JsonNode>> items = sequences.read(type, text, schema, side);
        ArrayNode all = mapper.createArrayNode();
        for (int i = 0; i < items.size(); i++) {
            String place = "body item " + (i + 1);
            if (items.get(i).isEmpty()) {
                findings.violation(Rule.MALFORMED_BODY, content.pointer(), place, "JSON (RFC 8259)", "a syntax error");
                continue;
            }
            JsonNode item = items.get(i).get();
            all.add(item);
            if (schema != null) {
                schemas.check(schema, item, place, side, findings);
            }
        }
        if (content.schema() != null && all.size() == items.size()) {
            schemas.check(content.schema(), all, "body", side, findings);
        }
    }

    private void checkMultipart(Content content, MediaType type, byte[] body, Side side, Findings findings) {
        SchemaRef schema = content.schema();
        Optional<MultipartBody> parts = Optional.ofNullable(type.parameters().get("boundary"))
                .flatMap(boundary -> MultipartBody.read(body, boundary));
        if (parts.isEmpty()) {
            findings.violation(
                    Rule.MALFORMED_BODY,
                    content.pointer(),
                    "body",
                    "parts between the boundaries that Content-Type names (RFC 2046)",
                    "something else");
        } else if (schema != null) {
            JsonNode form = forms.multipart(parts.get(), content, schema, side, findings);
            schemas.check(schema, form, "body", side, findings);
        }
    }

    /** Whether a body of this type is a text that a schema of one value describes. */
    private boolean isText(MediaType type, SchemaRef schema) {
        boolean xml = type.subtype().equals("xml") || type.subtype().endsWith("+xml");
        return type.type().equals("text") && !xml && !values.isArray(schema) && !values.isObject(schema);
    }

    /** Whether a schema refuses any text or bytes at all. */
    private boolean saysAnything(SchemaRef schema, Side side) {
        return !values.isBinary(schema)
                        && schemas.constraints(schema, side).stream().anyMatch(pointer -> !pointer.endsWith("/type"))
                || values.isArray(schema)
                || values.isObject(schema)
                || values.mayBeOtherThanText(schema);
    }

    /** Whether an empty body is valid for the declared media type in its header: only JSON can't be empty. */
    static boolean mayBeEmpty(List<Content> declared, Headers headers) {
        return headers.get("Content-Type")
                .flatMap(MediaType::parse)
                .flatMap(type -> MediaTypes.find(declared, type).map(content -> !type.isJson()))
                .orElse(false);
    }

    /** Whether bodies of this representation can't be checked although its schema says something. */
    boolean isUnread(Content content, Side side) {
        MediaType type = content.mediaType();
        SchemaRef schema = content.schema();
        boolean range = type.type().equals("*") || type.subtype().equals("*");
        if (content.sequential()) {
            return false;
        }
        if (content.itemSchema() != null) {
            return true;
        }
        return schema != null
                && !range
                && !type.isJson()
                && !type.isForm()
                && !type.isMultipartForm()
                && saysAnything(schema, side)
                && !isText(type, schema);
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

    private static Optional<byte[]> decode(Content content, Headers headers, byte[] body, Findings findings) {
        try {
            Optional<byte[]> decoded = BodyDecoder.decode(headers, body);
            if (decoded.isEmpty()) {
                findings.gap(
                        content.pointer(),
                        "header Content-Encoding",
                        "gzip or deflate, and at most 50 MB",
                        Values.quote(headers.get("Content-Encoding").orElse("")));
            }
            return decoded;
        } catch (IOException e) {
            findings.violation(
                    Rule.MALFORMED_BODY,
                    content.pointer(),
                    "body",
                    "the coding that Content-Encoding names",
                    "other content");
            return Optional.empty();
        }
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
