package org.tokenapi.contract.cases;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.ParameterSyntax;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Encoding;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Parameter;
import tools.jackson.databind.JsonNode;

/** Writes values: bodies in their media types, parameters and headers in their styles. */
public final class ValueWriter {
    private static final String BOUNDARY = "contract-boundary-6f1c2a";

    private ValueWriter() {}

    /** Whether a value can be written in the media type of a representation. XML can only be copied from an example. */
    public static boolean isWritable(Content content, JsonNode value) {
        MediaType type = content.mediaType().concrete();
        if (content.sequential()) {
            return value.isArray();
        }
        return type.isJson()
                || (type.isForm() || type.isMultipartForm() ? value.isObject() : value.isValueNode() && !value.isNull())
                        && (!isXml(type) || isExample(content, value));
    }

    private static boolean isXml(MediaType type) {
        return type.subtype().equals("xml") || type.subtype().endsWith("+xml");
    }

    /** What a document shows as an example of a text is one; a text made from a schema need not be. */
    private static boolean isExample(Content content, JsonNode value) {
        return content.examples().stream().anyMatch(example -> example.value().equals(value));
    }

    /** The Content-Type of a body of this representation; a range is replaced by a type in it. */
    public static String contentType(Content content) {
        MediaType concrete = content.mediaType().concrete();
        return concrete.isMultipartForm()
                ? concrete + ";boundary=" + BOUNDARY
                : content.mediaType().equals(concrete) ? content.key() : concrete.toString();
    }

    /** The body of this representation for a value that can be written in it. */
    public static byte[] body(Content content, JsonNode value) {
        MediaType concrete = content.mediaType().concrete();
        if (content.sequential()) {
            StringBuilder items = new StringBuilder();
            value.forEach(item -> items.append(item(concrete, item)));
            return items.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (concrete.isMultipartForm()) {
            return multipart(content, value);
        }
        String text =
                concrete.isForm() ? form(content, value) : concrete.isJson() ? value.toString() : Texts.text(value);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String item(MediaType type, JsonNode item) {
        if (!type.isEventStream()) {
            return (type.isJsonSequence() ? "\u001e" : "") + item + "\n";
        }
        StringBuilder event = new StringBuilder();
        item.properties()
                .forEach(field -> Texts.text(field.getValue())
                        .lines()
                        .forEach(line -> event.append(field.getKey())
                                .append(": ")
                                .append(line)
                                .append("\n")));
        return event.append("\n").toString();
    }

    /** A whole query, in the media type of its parameter. */
    static String queryString(Parameter parameter, JsonNode value) {
        Content content = Objects.requireNonNull(parameter.content());
        return content.mediaType().isForm() ? form(content, value) : RequestDraft.encode(value.toString());
    }

    /** The value of a header. */
    public static String header(Parameter header, JsonNode value) {
        return String.join(",", parameter(header, value));
    }

    /** A parameter that is not spread over several fields, encoded: one text, or one for each element of a list. */
    static List<String> parameter(Parameter parameter, JsonNode value) {
        ParameterSyntax syntax = ParameterSyntax.of(parameter);
        if (parameter.content() != null) {
            return List.of(syntax.write(value.toString()));
        }
        return value.isObject()
                ? List.of(syntax.writeFields(Texts.fields(value)))
                : value.isArray() ? syntax.writeItems(Texts.texts(value)) : List.of(syntax.write(Texts.text(value)));
    }

    private static String form(Content content, JsonNode object) {
        List<String> pairs = new ArrayList<>();
        object.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            Optional<ParameterSyntax> syntax = Optional.ofNullable(
                            content.encodings().get(name))
                    .flatMap(encoding -> ParameterSyntax.of(name, encoding));
            if (syntax.isEmpty()) {
                Texts.texts(value).forEach(text -> pairs.add(pair(name, RequestDraft.encode(text))));
            } else if (value.isObject() && syntax.get().spreadsObjects()) {
                Texts.fields(value)
                        .forEach((inner, texts) -> texts.forEach(
                                text -> pairs.add(pair(syntax.get().field(inner), RequestDraft.encode(text)))));
            } else if (value.isObject()) {
                pairs.add(pair(name, syntax.get().writeFields(Texts.fields(value))));
            } else {
                (value.isArray()
                                ? syntax.get().writeItems(Texts.texts(value))
                                : List.of(syntax.get().write(Texts.text(value))))
                        .forEach(text -> pairs.add(pair(name, text)));
            }
        });
        return String.join("&", pairs);
    }

    private static String pair(String name, String encoded) {
        return RequestDraft.encode(name) + "=" + encoded;
    }

    private static byte[] multipart(Content content, JsonNode object) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        object.properties().forEach(property -> {
            Encoding encoding = content.encodings().get(property.getKey());
            JsonNode value = property.getValue();
            List<JsonNode> parts = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(parts::add);
            } else {
                parts.add(value);
            }
            parts.forEach(part -> body.writeBytes(part(property.getKey(), part, encoding)));
        });
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private static byte[] part(String name, JsonNode value, @Nullable Encoding encoding) {
        String type = encoding == null || encoding.contentTypes().isEmpty()
                ? value.isContainer() ? "application/json" : ""
                : encoding.contentTypes().get(0).concrete().toString();
        boolean json = MediaType.parse(type).filter(MediaType::isJson).isPresent();
        String headers = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + (encoding == null
                        ? ""
                        : encoding.headers().stream()
                                .flatMap(header -> header.examples().stream()
                                        .limit(1)
                                        .map(example -> header.name() + ": " + Texts.text(example.value()) + "\r\n"))
                                .collect(Collectors.joining()));
        return (headers + "\r\n" + (json ? value.toString() : Texts.text(value)) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
