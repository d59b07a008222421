package org.tokenapi.contract.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import org.tokenapi.contract.spec.Marks.Way;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML 1.2.2. It is composed by SnakeYAML Engine rather than by Jackson, which reads an alias as a string. What
 * the specification allows and SnakeYAML Engine refuses is replaced by what both read alike: tabs that separate tokens,
 * the escapes {@code \L} and {@code \P}, and unprintable characters.
 */
final class YamlText {
    /** Deeper documents would not fit on the stack of a thread. */
    static final int DEEPEST = 500;

    /** The most nodes of a document; aliases can make a small document larger than memory. */
    private static final int MOST_NODES = 5_000_000;

    /** The most characters to read again, over all repairs of one text. */
    private static final long MOST_CHARACTERS = 100_000_000;

    /** The most repairs of a small text. */
    private static final int MOST_REPAIRS = 1_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();

    /** Allowed in quoted scalars (YAML 1.2.2, rule nb-json), and refused by SnakeYAML Engine. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\u007f-\u0084\u0086-\u009f\ufffe\uffff]");

    /** Where unprintable characters are moved to while they are parsed: private characters, U+10F700 to U+10F7FF. */
    private static final int MOVED = 0x10F700;

    private static final Pattern IS_MOVED = Pattern.compile("[\\x{10F700}-\\x{10F7FF}]");

    /** A line that is a key or an entry of a block; a tab can't indent it (YAML 1.2.2, section 6.1). */
    private static final Pattern BLOCK = Pattern.compile("[-?](\\s.*)?|.*:(\\s.*)?", Pattern.DOTALL);

    private final Marks marks;
    private boolean moved;
    private int nodes;

    YamlText(Marks marks) {
        this.marks = marks;
    }

    /** @throws MalformedTextException if the text is not YAML, or has what JSON does not have */
    JsonNode parse(String text) {
        Optional<Node> node = compose(prepared(text));
        return node.map(root -> convert(root, Way.ROOT, 0))
                .orElseThrow(() -> MalformedTextException.syntax(0, 0, "the document has no content"));
    }

    private String prepared(String text) {
        // A last line of blanks alone belongs to a block scalar only if it ends.
        String ended = text.endsWith(" ") || text.endsWith("\t") ? text + "\n" : text;
        moved = UNPRINTABLE.matcher(ended).find();
        return moved
                ? UNPRINTABLE
                        .matcher(ended)
                        .replaceAll(found ->
                                Character.toString(MOVED + (found.group().charAt(0) & 0xff)))
                : ended;
    }

    private static Optional<Node> compose(String given) {
        String text = given;
        long most = Math.min(MOST_REPAIRS, MOST_CHARACTERS / (given.length() + 1));
        for (long repairs = 0; ; repairs++) {
            try {
                return new Compose(SETTINGS).composeString(text);
            } catch (MarkedYamlEngineException e) {
                String repaired = repairs < most ? repaired(text, e) : null;
                if (repaired == null) {
                    int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
                    int column = e.getProblemMark().map(Mark::getColumn).orElse(-1) + 1;
                    throw MalformedTextException.syntax(line, column, oneLine(e.getProblem()));
                }
                text = repaired;
            } catch (YamlEngineException e) {
                throw MalformedTextException.syntax(0, 0, oneLine(e.getMessage()));
            }
        }
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s+", " ");
    }

    /** The text without the cause of a failure; null if the failure is right. */
    private static @Nullable String repaired(String text, MarkedYamlEngineException failure) {
        if (failure.getProblemMark().isEmpty()) {
            return null;
        }
        int index = failure.getProblemMark().get().getIndex();
        int at = index > text.codePointCount(0, text.length()) ? text.length() : text.offsetByCodePoints(0, index);
        boolean escaped = text.startsWith("\\", at - 1);
        if (escaped && (text.startsWith("L", at) || text.startsWith("P", at))) {
            return text.substring(0, at) + (text.charAt(at) == 'L' ? "u2028" : "u2029") + text.substring(at + 1);
        }
        return text.startsWith("\t", at) && separates(text, at)
                ? text.substring(0, at) + " " + text.substring(at + 1)
                : null;
    }

    /** Whether a tab separates tokens, or stands in a line of blanks, and does not indent a block. */
    private static boolean separates(String text, int tab) {
        int start = Math.max(text.lastIndexOf('\n', tab), text.lastIndexOf('\r', tab)) + 1;
        int end = tab;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        String rest = text.substring(tab, end).strip();
        return !text.substring(start, tab).isBlank()
                || rest.startsWith("#")
                || !BLOCK.matcher(rest).matches();
    }

    private JsonNode convert(Node node, Way way, int depth) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        int column = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        marks.mark(way, line, column);
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw MalformedTextException.value(
                    line, column, way, "the aliases of the document are circular or expand to too many nodes");
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.getValue().forEach(member -> addMember(object, member, way, depth + 1));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(convert(element, way.child(Integer.toString(array.size())), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node, text((ScalarNode) node), line, column, way);
    }

    private void addMember(ObjectNode object, NodeTuple member, Way way, int depth) {
        int line = member.getKeyNode().getStartMark().map(Mark::getLine).orElse(-1) + 1;
        int column = member.getKeyNode().getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        if (!(member.getKeyNode() instanceof ScalarNode key)) {
            throw MalformedTextException.value(line, column, way, "a key must be a string");
        }
        String name = text(key);
        if (object.has(name)) {
            throw MalformedTextException.value(line, column, way.child(name), "duplicate key \"" + name + "\"");
        }
        object.set(name, convert(member.getValueNode(), way.child(name), depth));
    }

    private String text(ScalarNode scalar) {
        return moved
                ? IS_MOVED.matcher(scalar.getValue()).replaceAll(found -> {
                    int low = found.group().codePointAt(0) - MOVED;
                    return Character.toString(low >= 0xfe ? 0xff00 + low : low);
                })
                : scalar.getValue();
    }

    private static JsonNode scalar(ScalarNode scalar, String text, int line, int column, Way way) {
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if (tag.equals(Tag.INT)) {
                return JsonText.integer(
                        text.startsWith("0x")
                                ? new BigInteger(text.substring(2), 16)
                                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw MalformedTextException.value(
                    line, column, way, "JSON has no number " + text + "; use quotes if it is a string");
        }
        return JSON.stringNode(text);
    }
}
