package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a body of a sequential media type into its items (OpenAPI 3.2, "Sequential Media Types"): lines of JSON, the
 * texts of a JSON text sequence (RFC 7464), or server-sent events.
 */
final class ItemSequence {
    private static final String RECORD_SEPARATOR = "\u001e";

    private final ValueReader values;
    private final JsonMapper mapper;

    ItemSequence(ValueReader values, JsonMapper mapper) {
        this.values = values;
        this.mapper = mapper;
    }

    /**
     * The items; empty for one that is malformed.
     *
     * @param schema the schema of an item; null if there is none
     */
    List<Optional<JsonNode>> read(MediaType type, String text, @Nullable SchemaRef schema, Side side) {
        if (type.isEventStream()) {
            return events(text, schema, side);
        }
        List<Optional<JsonNode>> items = new ArrayList<>();
        if (type.isJsonSequence()) {
            String[] records = text.split(RECORD_SEPARATOR, -1);
            if (!records[0].isBlank()) {
                items.add(Optional.empty());
            }
            for (int i = 1; i < records.length; i++) {
                add(items, records[i]);
            }
        } else {
            text.lines().forEach(line -> add(items, line));
        }
        return items;
    }

    private void add(List<Optional<JsonNode>> items, String text) {
        if (!text.isBlank()) {
            items.add(json(text));
        }
    }

    private Optional<JsonNode> json(String text) {
        try {
            return Optional.of(mapper.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** An event ends with an empty line; one without data is not dispatched (HTML, "Server-sent events"). */
    private List<Optional<JsonNode>> events(String text, @Nullable SchemaRef schema, Side side) {
        List<Optional<JsonNode>> events = new ArrayList<>();
        ObjectNode event = mapper.createObjectNode();
        List<String> data = new ArrayList<>();
        // Two line breaks at the end are an empty line, which lines() does not give.
        for (String line :
                (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    event.set("data", data(String.join("\n", data), schema, side));
                    events.add(Optional.of(event));
                }
                event = mapper.createObjectNode();
                data.clear();
            } else {
                field(line, event, data);
            }
        }
        return events;
    }

    private static void field(String line, ObjectNode event, List<String> data) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        switch (name) {
            case "data" -> data.add(value);
            case "event", "id" -> event.put(name, value);
            case "retry" -> {
                if (value.matches("\\d{1,18}")) {
                    event.put(name, Long.parseLong(value));
                }
            }
            default -> {
                // A comment, or a field that receivers ignore.
            }
        }
    }

    /** The data are a text. If their schema allows none, they are what the text says: many documents declare that. */
    private JsonNode data(String text, @Nullable SchemaRef schema, Side side) {
        Optional<SchemaRef> property = Optional.ofNullable(schema).flatMap(item -> values.property(item, "data"));
        if (property.isEmpty()) {
            return mapper.getNodeFactory().stringNode(text);
        }
        boolean structured = values.isObject(property.get()) || values.isArray(property.get());
        return structured
                ? json(text).orElseGet(() -> mapper.getNodeFactory().stringNode(text))
                : values.scalar(text, property.get(), side);
    }
}
