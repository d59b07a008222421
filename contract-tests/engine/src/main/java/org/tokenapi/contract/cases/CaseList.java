package org.tokenapi.contract.cases;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.spec.Operation;

/** Collects cases in order. If two cases have the same name, the first one is kept. Not thread-safe. */
final class CaseList {
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Set<String> unbreakable = new LinkedHashSet<>();
    private final Set<Finding> gaps = new LinkedHashSet<>();

    void add(Operation operation, String name, String pointer, Expectation expectation, RequestDraft request) {
        add(operation, name, pointer, expectation, null, request);
    }

    /** @param fixed the only status that is expected; null for those of the expectation */
    void add(
            Operation operation,
            String name,
            String pointer,
            Expectation expectation,
            Case.@Nullable Fixed fixed,
            RequestDraft request) {
        add(new Case(operation.id() + " " + name, operation, pointer, expectation, fixed, request.toRequest()));
    }

    void add(Case added) {
        cases.putIfAbsent(added.name(), added);
    }

    /** Adds the pointers of constraints that no request can violate. */
    void unbreakable(Set<String> pointers) {
        unbreakable.addAll(pointers);
    }

    /** Adds a part of the document for which no request can be made. */
    void gap(Finding gap) {
        gaps.add(gap);
    }

    List<Finding> gaps() {
        return List.copyOf(gaps);
    }

    List<Case> cases() {
        return List.copyOf(cases.values());
    }

    Set<String> unbreakable() {
        return Set.copyOf(unbreakable);
    }
}
