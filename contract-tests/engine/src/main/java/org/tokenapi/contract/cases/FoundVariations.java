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
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the variations of one value. For each variation it takes the first candidate with the required effect. Not
 * thread-safe.
 */
final class FoundVariations {
    /**
     * From so many variations of a value on, a constraint has one variation inside and as many outside as it takes, in
     * one place; more would prove nothing new.
     */
    static final int ENOUGH = 75;

    /**
     * From so many on, null is not tried where another wrong type was: servers do forget it, but few have such bodies.
     */
    static final int PLENTY = 200;

    private final JsonNode base;
    private final Function<JsonNode, Set<String>> broken;
    private final Map<String, Variation> found = new LinkedHashMap<>();
    private final Set<String> unprovable = new HashSet<>();

    private final Varied varied;

    /** The enclosing values, while a part is visited that the conforming value does not have. */
    private final Deque<JsonNode> grounds = new ArrayDeque<>();

    /** How many branches of anyOf and oneOf enclose the part that is visited. */
    private int branches;

    /**
     * @param base a conforming value
     * @param broken returns the pointers of the constraints that a value violates
     * @param varied what has been varied before
     */
    FoundVariations(JsonNode base, Function<JsonNode, Set<String>> broken, Varied varied) {
        this.varied = varied;
        this.base = base;
        this.broken = broken;
    }

    /** Notes that a schema has been varied in one place of the value. */
    void varied(SchemaRef schema) {
        varied.add(schema);
    }

    private boolean isKnown(SchemaSite site, String pointer, boolean isInside) {
        return found.size() >= ENOUGH
                && (varied.contains(site.schema(), pointer, isInside) || isInside && varied.contains(pointer, true));
    }

    /** Adds the first candidate that conforms. */
    void inside(SchemaSite site, Keyword keyword, String what, Stream<JsonNode> candidates) {
        if (isKnown(site, site.pointer(keyword), true)) {
            return;
        }
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
        if (isKnown(site, pointer, false)) {
            return;
        }
        // In a branch, the errors of the other branches say nothing about the candidate, so the first one is taken.
        boolean anyWillDo = branches > 0;
        JsonNode chosen = null;
        int least = Integer.MAX_VALUE;
        for (JsonNode candidate : (Iterable<JsonNode>) candidates.map(c -> put(ground(), site.at(), c))::iterator) {
            Set<String> pointers = broken.apply(candidate);
            if (pointers.contains(pointer) && pointers.size() < least) {
                chosen = candidate;
                least = pointers.size();
            }
            if (least == 1 || anyWillDo && chosen != null) {
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

    /** The same within one branch of anyOf or oneOf. */
    void withinBranch(String at, JsonNode replacement, Runnable visit) {
        branches++;
        within(at, replacement, visit);
        branches--;
    }

    /** Whether a constraint has a variation outside of it, and there are so many that no second one is needed. */
    boolean hasPlenty(SchemaSite site, Keyword keyword) {
        return found.size() >= PLENTY && varied.contains(site.pointer(keyword), false);
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
        varied.add(pointer, inside);
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
