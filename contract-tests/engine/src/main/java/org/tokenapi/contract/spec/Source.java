package org.tokenapi.contract.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The text of a document, YAML 1.2.2 or JSON, parsed into a tree that knows the line and column of each node. Immutable
 * and thread-safe, if the tree is not changed.
 *
 * <p>Most documents are read without anyone asking for a line, and the lines of a large one fill more memory than its
 * tree. So they are found at the first question, by parsing the text again.
 */
public final class Source {
    private final String name;
    private final @Nullable String text;
    private final JsonNode root;
    private volatile @Nullable Map<String, String> positions;

    /**
     * Parses a text.
     *
     * @param name the name of the document in messages
     * @param text YAML or JSON
     * @throws UnreadableDocumentException if the text is neither
     */
    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        try {
            this.root = parse(text, Marks.NONE);
        } catch (MalformedTextException e) {
            throw new UnreadableDocumentException(name, e.place(), e.reason());
        }
    }

    /** A document that was read as a tree, without lines and columns. */
    Source(String name, JsonNode root) {
        this.name = name;
        this.text = null;
        this.root = root;
        this.positions = Map.of();
    }

    /** JSON is not quite a part of YAML: tabs may indent it, and its strings may have characters that YAML forbids. */
    private static JsonNode parse(String given, Marks marks) {
        String text = given.startsWith("\ufeff") ? given.substring(1) : given;
        if (!text.stripLeading().startsWith("{") && !text.stripLeading().startsWith("[")) {
            return new YamlText(marks).parse(text);
        }
        try {
            return new JsonText(marks).parse(text);
        } catch (MalformedTextException notJson) {
            if (!notJson.isSyntax()) {
                throw notJson;
            }
            try {
                return new YamlText(marks).parse(text);
            } catch (MalformedTextException notYaml) {
                // The reader that got further read the language that was meant.
                throw notYaml.isBefore(notJson) ? notJson : notYaml;
            }
        }
    }

    /** The tree. Do not change it. */
    public JsonNode root() {
        return root;
    }

    /** The line and column of a node; empty if the document was read as a tree, or there is no such node. */
    Optional<String> position(String pointer) {
        Map<String, String> known = positions;
        if (known == null) {
            Map<String, String> found = new HashMap<>();
            parse(
                    String.valueOf(text),
                    (way, line, column) -> found.put(way.toString(), MalformedTextException.place(line, column)));
            known = found;
            positions = known;
        }
        return Optional.ofNullable(known.get(pointer));
    }

    /** The name of the document, and the line and column of a node if they are known. */
    public String located(String pointer) {
        return name + position(pointer).map(found -> ", " + found).orElse("");
    }

    /**
     * Makes an exception with the position of a node.
     *
     * @param pointer the JSON pointer of the node
     * @param reason what is wrong with the node
     */
    public UnreadableDocumentException unreadable(String pointer, String reason) {
        return new UnreadableDocumentException(name, place(pointer), reason);
    }

    private String place(String pointer) {
        String place = position(pointer).orElse("at its root");
        return pointer.isEmpty() ? place : place + " (" + pointer + ")";
    }
}
