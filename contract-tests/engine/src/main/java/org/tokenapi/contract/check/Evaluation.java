package org.tokenapi.contract.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The evaluation of one value against one schema: the current position in both, and the results so far. Not
 * thread-safe.
 */
final class Evaluation {
    private final Side side;
    private final boolean firstErrorOnly;
    private final boolean withEvidence;
    private final boolean tracking;
    private final List<SchemaError> errors = new ArrayList<>();
    private final List<SchemaError> notices = new ArrayList<>();
    private final Set<String> evidence;
    private final Set<String> undecided;
    private @Nullable Way at;
    private @Nullable Scope scope;

    private Evaluation(
            Side side,
            boolean firstErrorOnly,
            boolean withEvidence,
            boolean tracking,
            @Nullable Way at,
            @Nullable Scope scope,
            Set<String> undecided) {
        this.side = side;
        this.firstErrorOnly = firstErrorOnly;
        this.withEvidence = withEvidence;
        this.tracking = tracking;
        this.at = at;
        this.scope = scope;
        this.evidence = withEvidence ? new LinkedHashSet<>() : Set.of();
        this.undecided = undecided;
    }

    /**
     * A schema on the way to the current one, linked to the one outside it.
     *
     * @param sameValue whether the outer schema applied this one to the same value
     * @param seen the properties and elements that the schema has evaluated; null if no schema needs them
     */
    private record Scope(
            @Nullable Scope outer,
            CompiledSchema schema,
            boolean sameValue,
            @Nullable Seen seen) {}

    /** The evaluated properties or elements of a value (JSON Schema 2020-12, Core, section 11). */
    private static final class Seen {
        private final Set<String> properties = new HashSet<>();
        private final Set<Integer> elements = new HashSet<>();

        void addAll(Seen other) {
            properties.addAll(other.properties);
            elements.addAll(other.elements);
        }
    }

    /** The position of a value; the JSON pointer is built only for an error, and once for all errors of the value. */
    private static final class Way {
        private final @Nullable Way outer;
        private final @Nullable String property;
        private final int index;
        private @Nullable JsonPointer pointer;

        Way(@Nullable Way outer, @Nullable String property, int index) {
            this.outer = outer;
            this.property = property;
            this.index = index;
        }

        static JsonPointer pointer(@Nullable Way way) {
            if (way == null) {
                return JsonPointer.empty();
            }
            JsonPointer known = way.pointer;
            if (known == null) {
                JsonPointer holder = pointer(way.outer);
                known = way.property == null ? holder.appendIndex(way.index) : holder.appendProperty(way.property);
                way.pointer = known;
            }
            return known;
        }
    }

    /**
     * An evaluation that finds all errors, and optionally collects evidence.
     *
     * @param withEvidence whether to collect the constraints that were checked
     * @param tracking whether to track evaluated properties and elements, because a schema needs them
     */
    static Evaluation thorough(Side side, boolean withEvidence, boolean tracking) {
        return new Evaluation(side, false, withEvidence, tracking, null, null, new LinkedHashSet<>());
    }

    /** An evaluation that ends at the first error. */
    static Evaluation brief(Side side, boolean tracking) {
        return new Evaluation(side, true, false, tracking, null, null, new LinkedHashSet<>());
    }

    private @Nullable Seen seen() {
        return tracking ? new Seen() : null;
    }

    Side side() {
        return side;
    }

    List<SchemaError> errors() {
        return errors;
    }

    /** What is not as the schemas say, and tolerated. */
    List<SchemaError> notices() {
        return notices;
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** Whether the result is final, so that the rest need not be checked. */
    boolean isDecided() {
        return firstErrorOnly && !errors.isEmpty();
    }

    /** Whether the evaluation ends at the first error. */
    boolean isBrief() {
        return firstErrorOnly;
    }

    /** The pointers of the constraints that were checked. */
    Set<String> evidence() {
        return evidence;
    }

    /** The pointers of the constraints that could not be decided. */
    Set<String> undecided() {
        return undecided;
    }

    void proves(String pointer) {
        if (withEvidence) {
            evidence.add(pointer);
        }
    }

    void proves(Collection<String> pointers) {
        if (withEvidence) {
            evidence.addAll(pointers);
        }
    }

    void undecided(String pointer) {
        undecided.add(pointer);
    }

    /** Removes the errors after the first so many. */
    void forget(int before) {
        errors.subList(before, errors.size()).clear();
    }

    void notice(Keyword keyword, String pointer, JsonNode value) {
        notices.add(new SchemaError(keyword, pointer, Way.pointer(at), value, null, List.of()));
    }

    void error(Keyword keyword, String pointer, JsonNode value) {
        error(keyword, pointer, value, null, List.of());
    }

    void error(
            Keyword keyword,
            String pointer,
            JsonNode value,
            @Nullable String property,
            List<List<SchemaError>> branches) {
        // The first error of a brief evaluation is counted, and not reported.
        JsonPointer place = firstErrorOnly ? JsonPointer.empty() : Way.pointer(at);
        errors.add(new SchemaError(keyword, pointer, place, value, property, branches));
    }

    /** Evaluates the same value against another schema. */
    void apply(CompiledSchema schema, JsonNode value) {
        for (Scope one = scope; one != null; one = one.sameValue ? one.outer : null) {
            if (one.schema == schema) {
                undecided(schema.pointer());
                return;
            }
        }
        Scope outer = scope;
        int before = errors.size();
        Scope inner = new Scope(outer, schema, true, seen());
        scope = inner;
        schema.check(value, this);
        scope = outer;
        if (errors.size() == before) {
            merge(inner);
        }
    }

    private void merge(@Nullable Scope inner) {
        if (scope != null && scope.seen != null && inner != null && inner.seen != null) {
            scope.seen.addAll(inner.seen);
        }
    }

    /** Evaluates a property against a schema. */
    void applyToProperty(CompiledSchema schema, String name, JsonNode property) {
        applyToPart(schema, new Way(at, name, 0), property);
        if (scope != null && scope.seen != null) {
            scope.seen.properties.add(name);
        }
    }

    /** Evaluates the name of a property against a schema. */
    void applyToName(CompiledSchema schema, String name) {
        applyToPart(schema, new Way(at, name, 0), JsonNodeFactory.instance.stringNode(name));
    }

    /** Evaluates an element against a schema. */
    void applyToElement(CompiledSchema schema, int index, JsonNode element) {
        applyToPart(schema, new Way(at, null, index), element);
        sawElement(index);
    }

    private void applyToPart(CompiledSchema schema, Way place, JsonNode part) {
        Way whole = at;
        Scope outer = scope;
        at = place;
        scope = new Scope(outer, schema, false, seen());
        schema.check(part, this);
        scope = outer;
        at = whole;
    }

    /**
     * Evaluates the value against a schema that it need not conform to. The results are separate until {@link #accept}.
     */
    Evaluation attempt(CompiledSchema schema, JsonNode value, boolean thorough) {
        Scope own = scope == null ? null : new Scope(scope.outer, scope.schema, scope.sameValue, seen());
        Evaluation attempt = new Evaluation(
                side, !thorough || firstErrorOnly, withEvidence && thorough, tracking, at, own, undecided);
        attempt.apply(schema, value);
        return attempt;
    }

    /**
     * The evaluation of the value against a schema that it conforms to, to be accepted; empty if it does not conform.
     */
    Optional<Evaluation> match(CompiledSchema schema, JsonNode value) {
        Evaluation brief = attempt(schema, value, false);
        if (brief.hasErrors()) {
            return Optional.empty();
        }
        // A brief evaluation collects no evidence.
        return Optional.of(withEvidence ? attempt(schema, value, true) : brief);
    }

    /** Whether an element conforms to a schema that it need not conform to. */
    boolean admits(CompiledSchema schema, int index, JsonNode element) {
        Evaluation attempt = new Evaluation(side, true, false, tracking, at, scope, undecided);
        attempt.applyToPart(schema, new Way(at, null, index), element);
        return attempt.errors.isEmpty();
    }

    /** Adds the evidence and the evaluated parts of an attempt that succeeded. */
    void accept(Evaluation attempt) {
        proves(attempt.evidence);
        notices.addAll(attempt.notices);
        merge(attempt.scope);
    }

    void sawElement(int index) {
        if (scope != null && scope.seen != null) {
            scope.seen.elements.add(index);
        }
    }

    boolean hasSeen(String property) {
        return scope != null && scope.seen != null && scope.seen.properties.contains(property);
    }

    boolean hasSeen(int element) {
        return scope != null && scope.seen != null && scope.seen.elements.contains(element);
    }

    /** Whether a schema of the current value forbids a property in messages of this side. */
    boolean isAbsent(String property) {
        boolean innermost = true;
        for (Scope one = scope; one != null; one = one.sameValue ? one.outer : null) {
            if (one.schema.saysAbsent(property, innermost, side)) {
                return true;
            }
            innermost = false;
        }
        return false;
    }

    /** The pointers of the schemas on the way to the current one, the outermost first. */
    Iterable<String> way() {
        Deque<String> way = new ArrayDeque<>();
        for (Scope one = scope; one != null; one = one.outer) {
            way.addFirst(one.schema.pointer());
        }
        return way;
    }
}
