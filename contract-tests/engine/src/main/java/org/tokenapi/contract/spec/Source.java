package org.tokenapi.contract.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a document, YAML or JSON, parsed into a tree that keeps the line and column of each node. Immutable and
 * thread-safe, if the tree is not changed.
 *
 * <p>YAML is composed by SnakeYAML Engine rather than by Jackson, which loses positions and reads an alias as a string.
 */
public final class Source {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The most nodes of a document; aliases can make a small document larger than memory. */
    private static final int MOST_NODES = 5_000_000;

    private static final int DEEPEST = 500;

    private final String name;
    private int nodes;
    private final Map<String, String> positions = new HashMap<>();
    private final JsonNode root;

    /**
     * Parses a text.
     *
     * @param name the name of the document in messages
     * @param text YAML or JSON
     * @throws UnreadableDocumentException if the text is not valid YAML
     */
    public Source(String name, String text) {
        this.name = name;
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setSchema(new CoreSchema())
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .build();
            Optional<Node> node = new Compose(settings).composeString(text);
            this.root =
                    node.map(n -> convert(n, "", 0)).orElseThrow(() -> unreadable("", "the document has no content"));
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark().map(Source::position).orElse("at its root");
            throw new UnreadableDocumentException(name, place, e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnreadableDocumentException(name, "at its root", String.valueOf(e.getMessage()));
        }
    }

    /** A document that was read as a tree, without lines and columns. */
    Source(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /** The tree. Do not change it. */
    public JsonNode root() {
        return root;
    }

    /** The line and column of a node; empty if the document was read as a tree, or there is no such node. */
    Optional<String> position(String pointer) {
        return Optional.ofNullable(positions.get(pointer));
    }

    /** The name of the document, and the line and column of a node if they are known. */
    public String place(String pointer) {
        return name + position(pointer).map(found -> ", " + found).orElse("");
    }

    /**
     * Makes an exception with the position of a node.
     *
     * @param pointer the JSON pointer of the node
     * @param reason what is wrong with the node
     */
    public UnreadableDocumentException unreadable(String pointer, String reason) {
        String place = positions.getOrDefault(pointer, "at its root");
        return new UnreadableDocumentException(name, pointer.isEmpty() ? place : place + " (" + pointer + ")", reason);
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        node.getStartMark().ifPresent(mark -> positions.put(pointer, position(mark)));
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw unreadable(pointer, "the aliases of the document are circular or expand to too many nodes");
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.getValue().forEach(member -> addMember(object, member, pointer, depth + 1));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(convert(element, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node, pointer);
    }

    private void addMember(ObjectNode object, NodeTuple member, String pointer, int depth) {
        if (!(member.getKeyNode() instanceof ScalarNode key)) {
            throw unreadable(pointer, "a key must be a string");
        }
        String child = Pointers.child(pointer, key.getValue());
        if (object.has(key.getValue())) {
            key.getStartMark().ifPresent(mark -> positions.put(child, position(mark)));
            throw unreadable(child, "duplicate key \"" + key.getValue() + "\"");
        }
        object.set(key.getValue(), convert(member.getValueNode(), child, depth));
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if (tag.equals(Tag.INT)) {
                return integer(
                        text.startsWith("0x")
                                ? new BigInteger(text.substring(2), 16)
                                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw unreadable(pointer, "JSON has no number " + text + "; use quotes if it is a string");
        }
        return JSON.stringNode(text);
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    private static String position(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
