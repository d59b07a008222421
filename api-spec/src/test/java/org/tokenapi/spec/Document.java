package org.tokenapi.spec;

import static org.tokenapi.spec.Document.Kind.COMPONENTS;
import static org.tokenapi.spec.Document.Kind.EXAMPLE;
import static org.tokenapi.spec.Document.Kind.HEADER;
import static org.tokenapi.spec.Document.Kind.MEDIA_TYPE;
import static org.tokenapi.spec.Document.Kind.OPERATION;
import static org.tokenapi.spec.Document.Kind.PARAMETER;
import static org.tokenapi.spec.Document.Kind.PATH_ITEM;
import static org.tokenapi.spec.Document.Kind.PROPERTY;
import static org.tokenapi.spec.Document.Kind.REQUEST_BODY;
import static org.tokenapi.spec.Document.Kind.RESPONSE;
import static org.tokenapi.spec.Document.Kind.SCHEMA;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI document as a list of parts, each with its kind and its JSON pointer. */
final class Document {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final String text;
    private final JsonNode root;
    private final List<Part> parts = new ArrayList<>();

    private Document(String text) {
        this.text = text;
        this.root = yaml(text);
        descend(new Part(Kind.DOCUMENT, "", root));
    }

    static Document parse(String text) {
        return new Document(text);
    }

    /** The document of this module. */
    static Document published() {
        return parse(read(Path.of("openapi.yaml")));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String text) {
        return YAML.readTree(text);
    }

    /** The node at a pointer, without resolving a {@code $ref} on the way; the missing node if there is none. */
    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    Stream<Part> parts(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return parts.stream().filter(part -> wanted.contains(part.kind()));
    }

    /** The target of the part's {@code $ref}; the missing node if it has no target; the part itself without a $ref. */
    JsonNode resolve(Part part) {
        JsonNode node = part.node();
        Set<String> followed = new HashSet<>();
        while (node.has("$ref") && followed.add(node.get("$ref").asString(""))) {
            node = target(node.get("$ref").asString(""));
        }
        return node;
    }

    /** The target of a reference. References to other documents have no target, because the document is one file. */
    JsonNode target(String ref) {
        return ref.startsWith("#/") ? at(ref.substring(1)) : MissingNode.getInstance();
    }

    /** Calls an action for each field of a name, anywhere in the document. */
    void forEachField(String name, Consumer<Part> action) {
        forEachField(new Part(Kind.DOCUMENT, "", root), name, action);
    }

    private static void forEachField(Part part, String name, Consumer<Part> action) {
        part.children(part.kind()).forEach(child -> {
            if (child.name().equals(name)) {
                action.accept(child);
            }
            forEachField(child, name, action);
        });
    }

    /** The pointers of the keys without quotes. */
    List<String> plainKeys() {
        List<String> pointers = new ArrayList<>();
        new Compose(LoadSettings.builder().build())
                .composeString(text)
                .ifPresent(node -> collectPlainKeys("", node, pointers));
        return pointers;
    }

    private static void collectPlainKeys(String pointer, Node node, List<String> pointers) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                ScalarNode key = (ScalarNode) entry.getKeyNode();
                String child = pointer + "/" + Part.escape(key.getValue());
                if (key.getScalarStyle() == ScalarStyle.PLAIN) {
                    pointers.add(child);
                }
                collectPlainKeys(child, entry.getValueNode(), pointers);
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                collectPlainKeys(pointer + "/" + i, sequence.getValue().get(i), pointers);
            }
        }
    }

    private void descend(Part part) {
        parts.add(part);
        switch (part.kind()) {
            case DOCUMENT -> {
                each(part, "paths", PATH_ITEM);
                one(part, "components", COMPONENTS);
            }
            case COMPONENTS -> {
                each(part, "parameters", PARAMETER);
                each(part, "headers", HEADER);
                each(part, "requestBodies", REQUEST_BODY);
                each(part, "responses", RESPONSE);
                each(part, "examples", EXAMPLE);
                each(part, "schemas", SCHEMA);
            }
            case PATH_ITEM -> {
                each(part, "parameters", PARAMETER);
                METHODS.forEach(method -> one(part, method, OPERATION));
            }
            case OPERATION -> {
                each(part, "parameters", PARAMETER);
                one(part, "requestBody", REQUEST_BODY);
                each(part, "responses", RESPONSE);
            }
            case PARAMETER, HEADER, MEDIA_TYPE -> {
                one(part, "schema", SCHEMA);
                each(part, "examples", EXAMPLE);
                each(part, "content", MEDIA_TYPE);
            }
            case REQUEST_BODY -> each(part, "content", MEDIA_TYPE);
            case RESPONSE -> {
                each(part, "headers", HEADER);
                each(part, "content", MEDIA_TYPE);
            }
            case SCHEMA, PROPERTY -> {
                each(part, "properties", PROPERTY);
                one(part, "items", SCHEMA);
                one(part, "additionalProperties", SCHEMA);
                one(part, "not", SCHEMA);
                each(part, "allOf", SCHEMA);
                each(part, "anyOf", SCHEMA);
                each(part, "oneOf", SCHEMA);
            }
            case EXAMPLE -> {}
        }
    }

    private void one(Part parent, String name, Kind kind) {
        Part child = parent.child(name, kind);
        if (child.node().isObject()) {
            descend(child);
        }
    }

    private void each(Part parent, String name, Kind kind) {
        parent.child(name, kind).children(kind).forEach(this::descend);
    }

    enum Kind {
        DOCUMENT,
        COMPONENTS,
        PATH_ITEM,
        OPERATION,
        PARAMETER,
        HEADER,
        REQUEST_BODY,
        RESPONSE,
        MEDIA_TYPE,
        EXAMPLE,
        SCHEMA,
        /** A schema in the {@code properties} of another one. */
        PROPERTY
    }

    record Part(Kind kind, String pointer, JsonNode node) {
        Part child(String name, Kind kind) {
            return new Part(kind, pointer + "/" + escape(name), node.path(name));
        }

        /** The fields of an object or the elements of an array; empty for other nodes. */
        List<Part> children(Kind kind) {
            List<Part> children = new ArrayList<>();
            node.properties().forEach(field -> children.add(child(field.getKey(), kind)));
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    children.add(new Part(kind, pointer + "/" + i, node.get(i)));
                }
            }
            return children;
        }

        String name() {
            return pointer.substring(pointer.lastIndexOf('/') + 1)
                    .replace("~1", "/")
                    .replace("~0", "~");
        }

        private static String escape(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }
}
