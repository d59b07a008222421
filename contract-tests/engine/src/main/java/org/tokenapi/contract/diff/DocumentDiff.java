package org.tokenapi.contract.diff;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;

/** Compares two versions of a document. */
public final class DocumentDiff {
    private final Revision before;
    private final Revision after;
    private final Changes changes = new Changes();

    /** Old operations with the new ones that take their place. */
    private final Map<Operation, Operation> both = new IdentityHashMap<>();

    private DocumentDiff(OpenApiDocument old, OpenApiDocument now) {
        before = Revision.of(old);
        after = Revision.of(now);
    }

    /**
     * All changes, the breaking ones first; the same documents give the same list.
     *
     * @param notices told what could not be compared in the way that it should
     */
    public static List<Change> of(OpenApiDocument old, OpenApiDocument now, Consumer<String> notices) {
        return new DocumentDiff(old, now).compare(notices);
    }

    private List<Change> compare(Consumer<String> notices) {
        Map<String, Operation> now = byPlace(after.document());
        OperationDiff operations = new OperationDiff(before, after, changes);
        Set<Operation> taken = new LinkedHashSet<>();
        for (Operation old : before.document().operations()) {
            Operation counterpart = now.getOrDefault(exactly(old), now.get(place(old)));
            if (counterpart == null) {
                changes.breaking(Side.REQUEST, PartName.operation(old), "operation is gone", old.pointer(), null);
            } else {
                taken.add(counterpart);
                operations.compare(old, counterpart);
                if (!isReached(before, old, old) || isReached(after, old, counterpart)) {
                    both.put(old, counterpart);
                } else {
                    changes.breaking(
                            Side.REQUEST,
                            PartName.operation(old),
                            "the path of the server is another",
                            servers(before, old),
                            servers(after, counterpart));
                }
            }
        }
        for (Operation operation : after.document().operations()) {
            if (!taken.contains(operation)) {
                changes.other(
                        Side.REQUEST, PartName.operation(operation), "operation is new", null, operation.pointer());
            }
        }
        witnesses(notices);
        return changes.all();
    }

    private void witnesses(Consumer<String> notices) {
        Map<Operation, Operation> changed = new IdentityHashMap<>(both);
        changed.entrySet()
                .removeIf(pair -> ReferenceClosure.of(before.document(), pair.getKey())
                        .equals(ReferenceClosure.of(after.document(), pair.getValue())));
        if (changed.isEmpty()) {
            return;
        }
        Counterexamples witnesses = new Counterexamples(before, after, changes);
        witnesses.requests(changed.keySet(), notices);
        changed.forEach((old, now) -> witnesses.answers(old, now, notices));
    }

    /** The operations by what tells them apart: names of path variables don't. */
    private static Map<String, Operation> byPlace(OpenApiDocument document) {
        Map<String, Operation> operations = new HashMap<>();
        document.operations().forEach(operation -> {
            operations.putIfAbsent(place(operation), operation);
            operations.put(exactly(operation), operation);
        });
        return operations;
    }

    private static String exactly(Operation operation) {
        return operation.method() + " " + operation.path();
    }

    private static String place(Operation operation) {
        return operation.method() + " " + operation.path().toString().replaceAll("\\{[^/{}]+}", "{}");
    }

    /** Whether a request to the old operation arrives at an operation; of two paths that differ in names, one hides the other. */
    private static boolean isReached(Revision version, Operation old, Operation operation) {
        Map<String, String> values =
                old.path().variables().stream().distinct().collect(Collectors.toMap(name -> name, name -> "0-" + name));
        return version.document().routes(old.path().expand(values)).stream()
                .anyMatch(route -> route.operation().pointer().equals(operation.pointer()));
    }

    /** PartName the servers of an operation stand; null if none are named. */
    private static @Nullable String servers(Revision version, Operation operation) {
        String path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        for (String holder : List.of(operation.pointer(), path, "")) {
            if (!version.document().at(holder + "/servers").isMissingNode()) {
                return holder + "/servers";
            }
        }
        return null;
    }
}
