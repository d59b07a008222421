package org.tokenapi.contract.cases;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The variations of one value, as they are found: of the candidates for each, the first one that does what it should. Not
 * thread-safe.
 */
final class FoundVariations {
    private final JsonNode base;
    private final Function<JsonNode, Set<String>> broken;
    private final Map<String, Variation> found = new LinkedHashMap<>();
    private final Set<String> unprovable = new HashSet<>();

    /** The values that a variation stands in while a part is visited that the conforming value itself does not have. */
    private final Deque<JsonNode> grounds = new ArrayDeque<>();

    /**
     * @param base a conforming value
     * @param broken tells the pointers of the constraints that a value breaks
     */
    FoundVariations(JsonNode base, Function<JsonNode, Set<String>> broken) {
        this.base = base;
        this.broken = broken;
    }

    /** Looks for a part that conforms. */
    void inside(Spot spot, String keyword, String what, Stream<JsonNode> candidates) {
        candidates
                .map(candidate -> put(ground(), spot.at(), candidate))
                .filter(this::conforms)
                .findFirst()
                .ifPresent(candidate -> add(spot, keyword, true, what, candidate));
    }

    void inside(Spot spot, String keyword, String what, JsonNode candidate) {
        inside(spot, keyword, what, Stream.of(candidate));
    }

    /** Looks for a part that breaks a constraint, and this one alone if there is such a part. */
    void outside(Spot spot, String keyword, String what, Stream<JsonNode> candidates) {
        String pointer = spot.pointer(keyword);
        JsonNode chosen = null;
        for (JsonNode candidate : (Iterable<JsonNode>) candidates.map(c -> put(ground(), spot.at(), c))::iterator) {
            Set<String> pointers = broken.apply(candidate);
            if (pointers.equals(Set.of(pointer))) {
                chosen = candidate;
                break;
            }
            if (chosen == null && pointers.contains(pointer)) {
                chosen = candidate;
            }
        }
        addOutside(spot, keyword, what, Optional.ofNullable(chosen));
    }

    /** Looks for a part that no branch of {@code anyOf} allows: what it breaks is told of the branches alone. */
    void outsideOfAll(Spot spot, String what, Stream<JsonNode> candidates) {
        Set<String> own =
                spot.schema().node().propertyNames().stream().map(spot::pointer).collect(Collectors.toSet());
        addOutside(
                spot,
                "anyOf",
                what,
                candidates
                        .map(candidate -> put(ground(), spot.at(), candidate))
                        .filter(candidate -> !conforms(candidate))
                        .filter(candidate -> Collections.disjoint(broken.apply(candidate), own))
                        .findFirst());
    }

    private void addOutside(Spot spot, String keyword, String what, Optional<JsonNode> chosen) {
        chosen.ifPresentOrElse(value -> add(spot, keyword, false, what, value), () -> unprovable(spot, keyword));
    }

    void outside(Spot spot, String keyword, String what, JsonNode candidate) {
        outside(spot, keyword, what, Stream.of(candidate));
    }

    /** Notes that no value is made for a constraint. */
    void unprovable(Spot spot, String keyword) {
        unprovable.add(spot.pointer(keyword));
    }

    /** Visits a part of the value that is there once another one stands in its place. */
    void within(String at, JsonNode replacement, Runnable visit) {
        grounds.push(put(ground(), at, replacement));
        visit.run();
        grounds.pop();
    }

    /** Whether the whole breaks a constraint as it stands. */
    boolean breaks(Spot spot, String keyword) {
        return broken.apply(ground()).contains(spot.pointer(keyword));
    }

    /** Whether the whole still conforms with another value in one place. */
    boolean conforms(String at, JsonNode part) {
        return conforms(put(ground(), at, part));
    }

    private boolean conforms(JsonNode whole) {
        return broken.apply(whole).isEmpty();
    }

    List<Variation> all() {
        return List.copyOf(found.values());
    }

    /** The pointers of constraints for which no value could be made that breaks them. */
    Set<String> unprovable() {
        Set<String> without = new HashSet<>(unprovable);
        found.values().stream().filter(v -> !v.inside()).map(Variation::pointer).forEach(without::remove);
        return without;
    }

    private JsonNode ground() {
        @Nullable JsonNode last = grounds.peek();
        return last == null ? base : last;
    }

    private void add(Spot spot, String keyword, boolean inside, String what, JsonNode value) {
        String name = (spot.at().isEmpty() ? "/" : spot.at()) + " " + keyword + ": " + what;
        found.putIfAbsent(name, new Variation(spot.pointer(keyword), inside, name, value));
    }

    /** A copy of a value with another one in one place. */
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
