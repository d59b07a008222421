package org.tokenapi.contract.cases;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.ParameterSyntax;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Encoding;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Writes values into requests, in the style of their parameter or in their media type. */
final class RequestSerializer {
    private static final String BOUNDARY = "contract-boundary-6f1c2a";

    private RequestSerializer() {}

    /** The request with a value for a parameter. */
    static RequestDraft with(RequestDraft draft, Parameter parameter, JsonNode value) {
        String name = parameter.name();
        ParameterSyntax syntax = ParameterSyntax.of(parameter);
        if (parameter.content() != null) {
            return place(draft, parameter, Map.of(name, List.of(syntax.write(value.toString()))));
        }
        if (value.isObject() && syntax.spreadsObjects()) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            fields(value)
                    .forEach((property, texts) -> fields.put(
                            syntax.field(property),
                            texts.stream().map(RequestDraft::encode).toList()));
            return place(draft, parameter, fields);
        }
        List<String> texts = value.isObject()
                ? List.of(syntax.writeFields(fields(value)))
                : value.isArray() ? syntax.writeItems(texts(value)) : List.of(syntax.write(text(value)));
        return place(draft, parameter, Map.of(name, texts));
    }

    private static RequestDraft place(RequestDraft draft, Parameter parameter, Map<String, List<String>> fields) {
        String name = parameter.name();
        return switch (parameter.in()) {
            case PATH -> draft.pathValue(name, String.join(",", fields.get(name)));
            case HEADER -> draft.header(name, String.join(",", fields.get(name)));
            case QUERY -> draft.query(name, fields);
            case COOKIE -> draft.cookie(name, fields);
        };
    }

    private static Map<String, List<String>> fields(JsonNode object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        object.properties().forEach(property -> fields.put(property.getKey(), texts(property.getValue())));
        return fields;
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(text(element)));
        return elements;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The request without a parameter. A path parameter can't be removed. */
    static RequestDraft without(RequestDraft draft, Parameter parameter) {
        return switch (parameter.in()) {
            case PATH -> draft;
            case QUERY -> draft.query(parameter.name(), null);
            case HEADER -> draft.header(parameter.name(), null);
            case COOKIE -> draft.cookie(parameter.name(), null);
        };
    }

    /**
     * The request with a credential, which replaces another one in the same location.
     *
     * @param value the API key, or the value of the Authorization header; null to remove it
     */
    static RequestDraft withCredential(RequestDraft draft, SecurityScheme scheme, @Nullable String value) {
        String name = String.valueOf(scheme.parameterName());
        In in = scheme.in();
        Map<String, List<String>> field = value == null ? null : Map.of(name, List.of(RequestDraft.encode(value)));
        if (scheme.type().equals("mutualTLS")) {
            return draft;
        }
        return in == In.QUERY
                ? draft.query(name, field)
                : in == In.COOKIE
                        ? draft.cookie(name, value == null ? null : Map.of(name, List.of(value)))
                        : draft.header(in == null ? "Authorization" : name, value);
    }

    /** Whether a value can be written in the media type of a representation. */
    static boolean isWritable(Content content, JsonNode value) {
        MediaType type = content.mediaType().concrete();
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

    /** The request with a body of this representation. */
    static RequestDraft withBody(RequestDraft draft, Content content, JsonNode value) {
        MediaType type = content.mediaType();
        MediaType concrete = type.concrete();
        if (concrete.isMultipartForm()) {
            return draft.header("Content-Type", concrete + ";boundary=" + BOUNDARY)
                    .body(multipart(content, value));
        }
        String key = type.equals(concrete) ? content.key() : concrete.toString();
        String text = concrete.isForm() ? form(content, value) : concrete.isJson() ? value.toString() : text(value);
        return draft.header("Content-Type", key).body(text);
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
                texts(value).forEach(text -> pairs.add(pair(name, RequestDraft.encode(text))));
            } else if (value.isObject() && syntax.get().spreadsObjects()) {
                fields(value)
                        .forEach((inner, texts) -> texts.forEach(
                                text -> pairs.add(pair(syntax.get().field(inner), RequestDraft.encode(text)))));
            } else if (value.isObject()) {
                pairs.add(pair(name, syntax.get().writeFields(fields(value))));
            } else {
                (value.isArray()
                                ? syntax.get().writeItems(texts(value))
                                : List.of(syntax.get().write(text(value))))
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
                                        .map(example -> header.name() + ": " + text(example.value()) + "\r\n"))
                                .collect(Collectors.joining()));
        return (headers + "\r\n" + (json ? value.toString() : text(value)) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
