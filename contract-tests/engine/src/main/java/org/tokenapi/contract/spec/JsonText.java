package org.tokenapi.contract.spec;

import java.math.BigInteger;
import org.tokenapi.contract.spec.Marks.Way;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON (RFC 8259). */
final class JsonText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(YamlText.DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Marks marks;

    JsonText(Marks marks) {
        this.marks = marks;
    }

    /** @throws MalformedTextException if the text is not JSON */
    JsonNode parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            JsonNode root = value(parser, Way.ROOT);
            if (parser.nextToken() != null) {
                TokenStreamLocation place = parser.currentTokenLocation();
                throw MalformedTextException.syntax(
                        place.getLineNr(), place.getColumnNr(), "expected the end of the document");
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            // The message of Jackson goes on to the next line with what it calls the source.
            String reason =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("malformed JSON");
            throw MalformedTextException.syntax(
                    place == null ? 0 : place.getLineNr(), place == null ? 0 : place.getColumnNr(), reason);
        }
    }

    private JsonNode value(JsonParser parser, Way way) {
        TokenStreamLocation start = parser.currentTokenLocation();
        marks.mark(way, start.getLineNr(), start.getColumnNr());
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, way);
            case START_ARRAY -> array(parser, way);
            case VALUE_STRING -> JSON.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> JSON.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> JSON.booleanNode(true);
            case VALUE_FALSE -> JSON.booleanNode(false);
            default -> JSON.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, Way way) {
        ObjectNode object = JSON.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Way child = way.child(name);
            if (object.has(name)) {
                TokenStreamLocation place = parser.currentTokenLocation();
                throw MalformedTextException.value(
                        place.getLineNr(), place.getColumnNr(), child, "duplicate key \"" + name + "\"");
            }
            parser.nextToken();
            object.set(name, value(parser, child));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, Way way) {
        ArrayNode array = JSON.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, way.child(Integer.toString(array.size()))));
        }
        return array;
    }

    /** An integer in the smallest form, so that equal numbers have equal nodes. */
    static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
}
