package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The header fields of a message, in any case, each with its values in the order they came. Immutable. */
public final class Headers {
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Headers(Map<String, ? extends Iterable<String>> fields) {
        fields.forEach((name, fieldValues) -> fieldValues.forEach(
                value -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
    }

    public static Headers of(Map<String, ? extends Iterable<String>> fields) {
        return new Headers(fields);
    }

    /** The same with one value of a field in place of all others. */
    public Headers with(String name, String value) {
        Headers copy = without(name);
        copy.values.put(name, List.of(value));
        return copy;
    }

    /** The same without one field. */
    public Headers without(String name) {
        Headers copy = new Headers(values);
        copy.values.remove(name);
        return copy;
    }

    /** The names of all fields. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** All values of a field; none if it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The value of a field; where it came more than once, the values joined by commas (RFC 9110, section 5.3). */
    public Optional<String> get(String name) {
        return values.containsKey(name) ? Optional.of(String.join(", ", values.get(name))) : Optional.empty();
    }

    /** The names only, because values may be secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
