package org.tokenapi.contract.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.diff.Containment.Obstacle;
import org.tokenapi.contract.diff.SchemaAlternative.KeywordValue;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** Compares two versions of a schema. */
final class SchemaDiff {
    private static final int LONGEST = 80;
    private static final List<Keyword> NOTES = List.of(Keyword.DEFAULT, Keyword.DEPRECATED, Keyword.DISCRIMINATOR);

    private final Revision before;
    private final Revision after;
    private final Changes changes;
    private final Map<String, Containment> containments = new HashMap<>();

    SchemaDiff(Revision before, Revision after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /**
     * Compares two versions for messages of one side.
     *
     * @param text whether values are serialized as texts
     * @param where the part of an operation that the schemas belong to
     */
    void compare(@Nullable SchemaRef old, @Nullable SchemaRef now, Side side, boolean text, String where) {
        List<SchemaRef> olds = old == null ? List.of() : List.of(old);
        List<SchemaRef> nows = now == null ? List.of() : List.of(now);
        boolean request = side == Side.REQUEST;
        containment(true, side, text)
                .obstacles(olds, nows)
                .forEach(obstacle -> report(request, true, side, obstacle, where));
        containment(false, side, text)
                .obstacles(nows, olds)
                .forEach(obstacle -> report(!request, false, side, obstacle, where));
        members(olds, nows, side, where, new HashSet<>());
    }

    private Containment containment(boolean oldInNew, Side side, boolean text) {
        return containments.computeIfAbsent(
                oldInNew + " " + side + " " + text,
                key -> oldInNew
                        ? new Containment(before, after, side, text)
                        : new Containment(after, before, side, text));
    }

    /** @param ofNew whether the rule is in the new version */
    private void report(boolean breaking, boolean ofNew, Side side, Obstacle obstacle, String where) {
        KeywordValue rule = obstacle.rule();
        String what;
        if (obstacle.property() != null && rule.keyword().equals("required")) {
            what = "property " + obstacle.property() + (ofNew ? " is now required" : " is no longer required");
        } else if (obstacle.property() != null) {
            what = "property " + obstacle.property() + (ofNew ? " is no longer allowed" : " was not allowed");
        } else {
            String it = brief(rule.value());
            String other = obstacle.value() == null ? null : brief(obstacle.value());
            boolean alone = other == null || other.equals(it);
            what = rule.keyword() + " "
                    + changed(alone && ofNew ? null : ofNew ? other : it, alone && !ofNew ? null : ofNew ? it : other);
        }
        String oldPointer = ofNew ? obstacle.pointer() : rule.pointer();
        String newPointer = ofNew ? rule.pointer() : obstacle.pointer();
        if (breaking) {
            changes.breaking(side, where, what, oldPointer, newPointer);
        } else {
            changes.other(side, where, what, oldPointer, newPointer);
        }
    }

    private static String changed(@Nullable String old, @Nullable String now) {
        if (now == null) {
            return old + " removed";
        }
        return old == null ? now + " added" : now + ", was " + old;
    }

    private static String brief(JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    // Declared properties are compared, too, because an open schema allows them with and without a declaration.

    private void members(List<SchemaRef> olds, List<SchemaRef> nows, Side side, String where, Set<String> seen) {
        List<SchemaAlternative> old = SchemaAlternative.of(before.document(), olds);
        List<SchemaAlternative> now = SchemaAlternative.of(after.document(), nows);
        if (olds.isEmpty()
                || nows.isEmpty()
                || !seen.add(old.get(0).pointer() + " " + now.get(0).pointer())) {
            return;
        }
        notes(old.get(0), now.get(0), side, where);
        Set<String> names = new TreeSet<>(names(old));
        names.addAll(names(now));
        for (String name : names) {
            List<SchemaRef> was = property(old, name);
            List<SchemaRef> is = property(now, name);
            boolean wasUsed = !was.isEmpty() && !isAbsent(old, name, side);
            boolean isUsed = !is.isEmpty() && !isAbsent(now, name, side);
            // A property of a single branch belongs to the comparison of branches.
            boolean ofAll = old.stream().noneMatch(view -> view.property(name).isEmpty());
            if (wasUsed && !isUsed && ofAll) {
                gone(name, was, is, now, side, where);
            } else if (!wasUsed && isUsed) {
                changes.other(
                        side,
                        where,
                        "property " + name + " added",
                        was.isEmpty() ? null : was.get(0).pointer(),
                        is.get(0).pointer());
            } else if (wasUsed && isUsed) {
                members(was, is, side, where, seen);
            }
        }
        for (String keyword : List.of("items", "additionalProperties")) {
            members(within(old, keyword), within(now, keyword), side, where, seen);
        }
    }

    private void gone(
            String name,
            List<SchemaRef> was,
            List<SchemaRef> is,
            List<SchemaAlternative> now,
            Side side,
            String where) {
        if (side == Side.REQUEST && (!is.isEmpty() || isRefused(now, name))) {
            // A property that the new schema refuses is reported with the rule that refuses it.
            return;
        }
        boolean refused = !is.isEmpty();
        changes.breaking(
                side,
                where,
                "property " + name + (refused ? " is no longer sent in responses (writeOnly)" : " removed"),
                was.get(0).pointer(),
                refused ? is.get(0).pointer() : null);
    }

    private static boolean isRefused(List<SchemaAlternative> views, String name) {
        return views.stream()
                .allMatch(view -> view.isClosed() && view.property(name).isEmpty());
    }

    private void notes(SchemaAlternative old, SchemaAlternative now, Side side, String where) {
        for (Keyword keyword : NOTES) {
            KeywordValue was = old.rules(keyword).findFirst().orElse(null);
            KeywordValue is = now.rules(keyword).findFirst().orElse(null);
            if (!Objects.equals(value(before, was), value(after, is))) {
                changes.other(
                        side,
                        where,
                        keyword + " "
                                + changed(
                                        was == null ? null : brief(was.value()), is == null ? null : brief(is.value())),
                        was == null ? old.pointer() : was.pointer(),
                        is == null ? now.pointer() : is.pointer());
            }
        }
    }

    /** The value of an annotation; the names of components in it are resolved. */
    private static @Nullable JsonNode value(Revision version, @Nullable KeywordValue rule) {
        return rule == null || rule.keyword().equals("discriminator")
                ? rule == null ? null : rule.value().path("propertyName")
                : SchemaNormalizer.normalize(version.document(), rule);
    }

    private static Set<String> names(List<SchemaAlternative> views) {
        Set<String> names = new TreeSet<>();
        views.forEach(view -> names.addAll(view.propertyNames()));
        return names;
    }

    private static List<SchemaRef> property(List<SchemaAlternative> views, String name) {
        return views.stream()
                .flatMap(view -> view.property(name).stream())
                .distinct()
                .toList();
    }

    private static boolean isAbsent(List<SchemaAlternative> views, String name, Side side) {
        return views.stream()
                .filter(view -> !view.property(name).isEmpty())
                .allMatch(view -> view.absence(name, side).isPresent());
    }

    private static List<SchemaRef> within(List<SchemaAlternative> views, String keyword) {
        return views.stream()
                .flatMap(view -> view.parts().stream())
                .filter(part -> part.node().path(keyword).isObject())
                .map(part -> Schemas.child(part, keyword))
                .distinct()
                .toList();
    }
}
