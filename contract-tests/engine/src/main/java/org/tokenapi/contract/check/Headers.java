package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header fields of a message. Names are case-insensitive; each field has its values in the order of the message.
 * Immutable.
 */
public final class Headers {
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Headers(Map<String, ? extends Iterable<String>> fields) {
        fields.forEach((name, fieldValues) -> fieldValues.forEach(
                value -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
    }

    /**
     * Header fields from a map.
     *
     * @param fields the values by name
     */
    public static Headers of(Map<String, ? extends Iterable<String>> fields) {
        return new Headers(fields);
    }

    /** These fields, with one value in place of all values of a field. */
    public Headers with(String name, String value) {
        Headers copy = without(name);
        copy.values.put(name, List.of(value));
        return copy;
    }

    /** These fields without one of them. */
    public Headers without(String name) {
        Headers copy = new Headers(values);
        copy.values.remove(name);
        return copy;
    }

    /** The names of all fields. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** All values of a field; empty if it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The value of a field; empty if it is absent. Several values are joined by commas (RFC 9110, section 5.3). */
    public Optional<String> get(String name) {
        return values.containsKey(name) ? Optional.of(String.join(", ", values.get(name))) : Optional.empty();
    }

    /** The names only, because the values may be secret. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
