package org.tokenapi.contract.cases;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the variations of one value. For each variation it takes the first candidate with the required effect. Not
 * thread-safe.
 */
final class FoundVariations {
    private final JsonNode base;
    private final Function<JsonNode, Set<String>> broken;
    private final Map<String, Variation> found = new LinkedHashMap<>();
    private final Set<String> unprovable = new HashSet<>();

    /** The enclosing values, while a part is visited that the conforming value does not have. */
    private final Deque<JsonNode> grounds = new ArrayDeque<>();

    /**
     * @param base a conforming value
     * @param broken returns the pointers of the constraints that a value violates
     */
    FoundVariations(JsonNode base, Function<JsonNode, Set<String>> broken) {
        this.base = base;
        this.broken = broken;
    }

    /** Adds the first candidate that conforms. */
    void inside(SchemaSite site, Keyword keyword, String what, Stream<JsonNode> candidates) {
        candidates
                .map(candidate -> put(ground(), site.at(), candidate))
                .filter(this::conforms)
                .findFirst()
                .ifPresent(candidate -> add(site, keyword, site.pointer(keyword), true, what, candidate));
    }

    void inside(SchemaSite site, Keyword keyword, String what, JsonNode candidate) {
        inside(site, keyword, what, Stream.of(candidate));
    }

    /** Adds the candidate that violates a constraint, and as few others as possible. */
    void outside(SchemaSite site, Keyword keyword, String what, Stream<JsonNode> candidates) {
        outside(site, keyword, site.pointer(keyword), what, candidates);
    }

    /**
     * Adds the candidate that violates a constraint outside of the schema of the site.
     *
     * @param keyword the keyword in the name of the variation
     * @param pointer the JSON pointer of the constraint
     */
    void outside(SchemaSite site, Keyword keyword, String pointer, String what, Stream<JsonNode> candidates) {
        JsonNode chosen = null;
        int least = Integer.MAX_VALUE;
        for (JsonNode candidate : (Iterable<JsonNode>) candidates.map(c -> put(ground(), site.at(), c))::iterator) {
            Set<String> pointers = broken.apply(candidate);
            if (pointers.contains(pointer) && pointers.size() < least) {
                chosen = candidate;
                least = pointers.size();
            }
            if (least == 1) {
                break;
            }
        }
        if (chosen == null) {
            unprovable.add(pointer);
        } else {
            add(site, keyword, pointer, false, what, chosen);
        }
    }

    void outside(SchemaSite site, Keyword keyword, String what, JsonNode candidate) {
        outside(site, keyword, what, Stream.of(candidate));
    }

    /** Whether a value at one position violates a constraint. */
    boolean breaks(String at, JsonNode part, String pointer) {
        return broken.apply(put(ground(), at, part)).contains(pointer);
    }

    /** Adds a constraint for which no value is made. */
    void unprovable(SchemaSite site, Keyword keyword) {
        unprovable.add(site.pointer(keyword));
    }

    /** Visits a part of the value with another value in its position. */
    void within(String at, JsonNode replacement, Runnable visit) {
        grounds.push(put(ground(), at, replacement));
        visit.run();
        grounds.pop();
    }

    /** Whether the unchanged value violates a constraint. */
    boolean breaks(SchemaSite site, Keyword keyword) {
        return broken.apply(ground()).contains(site.pointer(keyword));
    }

    /** Whether the value conforms with another part at one position. */
    boolean conforms(String at, JsonNode part) {
        return conforms(put(ground(), at, part));
    }

    private boolean conforms(JsonNode whole) {
        return broken.apply(whole).isEmpty();
    }

    List<Variation> all() {
        return List.copyOf(found.values());
    }

    /** The pointers of constraints that no value could be made to violate. */
    Set<String> unprovable() {
        Set<String> without = new HashSet<>(unprovable);
        found.values().stream().filter(v -> !v.inside()).map(Variation::pointer).forEach(without::remove);
        return without;
    }

    private JsonNode ground() {
        @Nullable JsonNode last = grounds.peek();
        return last == null ? base : last;
    }

    private void add(SchemaSite site, Keyword keyword, String pointer, boolean inside, String what, JsonNode value) {
        String name = (site.at().isEmpty() ? "/" : site.at()) + " " + keyword + ": " + what;
        found.putIfAbsent(name, new Variation(pointer, inside, name, value));
    }

    /** A copy of a value with another part at one position. */
    private static JsonNode put(JsonNode whole, String at, JsonNode part) {
        if (at.isEmpty()) {
            return part;
        }
        JsonNode copy = whole.deepCopy();
        JsonPointer place = JsonPointer.compile(at);
        JsonNode holder = copy.at(place.head());
        JsonPointer last = place.last();
        if (holder instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), part);
        } else if (holder instanceof ArrayNode array) {
            int index = last.getMatchingIndex();
            if (index < array.size()) {
                array.set(index, part);
            } else {
                array.add(part);
            }
        }
        return copy;
    }
}
