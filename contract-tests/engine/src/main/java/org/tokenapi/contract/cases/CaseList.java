package org.tokenapi.contract.cases;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.spec.Operation;

/** The cases in the making, in their order. Where two have one name, the first one stays. */
final class CaseList {
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Set<String> unbreakable = new LinkedHashSet<>();
    private final Set<Finding> gaps = new LinkedHashSet<>();

    void add(Operation operation, String name, String pointer, Expectation expectation, RequestDraft request) {
        add(operation, name, pointer, expectation, 0, request);
    }

    /** @param status the one status that must be answered; 0 to leave it to the expectation */
    void add(
            Operation operation,
            String name,
            String pointer,
            Expectation expectation,
            int status,
            RequestDraft request) {
        add(new Case(operation.id() + " " + name, operation, pointer, expectation, status, request.toRequest()));
    }

    void add(Case added) {
        cases.putIfAbsent(added.name(), added);
    }

    /** Notes the pointers of constraints that no request can break. */
    void unbreakable(Set<String> pointers) {
        unbreakable.addAll(pointers);
    }

    /** Notes that no request could be made. */
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
