package org.tokenapi.contract.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;

/**
 * Collects changes. A change that affects several operations, for example in a shared schema, is kept once. Not
 * thread-safe.
 */
final class Changes {
    private final Map<Change, Set<String>> found = new LinkedHashMap<>();

    void breaking(Side side, String where, String what, @Nullable String oldPointer, @Nullable String newPointer) {
        add(new Change(true, side, what, List.of(), oldPointer, newPointer), where);
    }

    void other(Side side, String where, String what, @Nullable String oldPointer, @Nullable String newPointer) {
        add(new Change(false, side, what, List.of(), oldPointer, newPointer), where);
    }

    private void add(Change change, String where) {
        found.computeIfAbsent(change, key -> new LinkedHashSet<>()).add(where);
    }

    /** Whether there is a change of this side in this part of an operation. */
    boolean contain(Side side, String where) {
        return found.entrySet().stream()
                .anyMatch(change ->
                        change.getKey().side() == side && change.getValue().contains(where));
    }

    /** Whether there is a breaking change of this side in a part of an operation that contains a place. */
    boolean explain(Side side, String place) {
        return found.entrySet().stream()
                .anyMatch(change -> change.getKey().breaking()
                        && change.getKey().side() == side
                        && change.getValue().stream().anyMatch(where -> (place + " ").startsWith(where + " ")));
    }

    /**
     * All changes in a fixed order, breaking ones first. A change that is also breaking at the same place is listed
     * once.
     */
    List<Change> all() {
        List<Change> all = new ArrayList<>();
        found.forEach((change, where) -> {
            if (change.breaking() || !isAlsoBreaking(change)) {
                all.add(new Change(
                        change.breaking(),
                        change.side(),
                        change.what(),
                        List.copyOf(where),
                        change.oldPointer(),
                        change.newPointer()));
            }
        });
        all.sort(Comparator.comparing((Change change) -> !change.breaking())
                .thenComparing(Changes::place)
                .thenComparing(Change::side)
                .thenComparing(Change::what));
        return List.copyOf(all);
    }

    private boolean isAlsoBreaking(Change other) {
        return found.keySet().stream()
                .anyMatch(change -> change.breaking()
                        && change.side() == other.side()
                        && Objects.equals(change.oldPointer(), other.oldPointer())
                        && Objects.equals(change.newPointer(), other.newPointer()));
    }

    private static String place(Change change) {
        String newPointer = change.newPointer();
        return newPointer == null ? String.valueOf(change.oldPointer()) : newPointer;
    }
}
