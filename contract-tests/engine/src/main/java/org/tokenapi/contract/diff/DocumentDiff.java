package org.tokenapi.contract.diff;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

/** Compares two versions of a document. See the description of this package for what is a breaking change. */
public final class DocumentDiff {
    private final Revision before;
    private final Revision after;
    private final Changes changes = new Changes();

    /** The operations that are in both versions, the new one by the old one. */
    private final Map<Operation, Operation> both = new IdentityHashMap<>();

    private DocumentDiff(OpenApiDocument old, OpenApiDocument now) {
        before = Revision.of(old);
        after = Revision.of(now);
    }

    /**
     * All changes, breaking ones first. The same documents give the same list.
     *
     * @param old the version that clients were written for
     * @param now the version that replaces it
     * @param notices receives the parts that could be compared only partly, one line each
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
                changes.breaking(Side.REQUEST, PartName.operation(old), "operation removed", old.pointer(), null);
            } else if (old.unread() || counterpart.unread()) {
                taken.add(counterpart);
                notices.accept("can't compare " + PartName.operation(old) + ": "
                        + (old.unread() ? old : counterpart).defects().get(0));
            } else {
                taken.add(counterpart);
                operations.compare(old, counterpart);
                if (!isReached(before, old, old) || isReached(after, old, counterpart)) {
                    both.put(old, counterpart);
                } else {
                    changes.breaking(
                            Side.REQUEST,
                            PartName.operation(old),
                            "server path changed",
                            servers(before, old),
                            servers(after, counterpart));
                }
            }
        }
        for (Operation operation : after.document().operations()) {
            if (!taken.contains(operation)) {
                changes.other(
                        Side.REQUEST, PartName.operation(operation), "operation added", null, operation.pointer());
            }
        }
        outgoing(operations, notices);
        witnesses(notices);
        return changes.all();
    }

    /** Compares webhooks and callbacks, which the API sends. */
    private void outgoing(OperationDiff operations, Consumer<String> notices) {
        Map<String, Operation> now = new LinkedHashMap<>();
        after.document().outgoing().forEach(operation -> now.put(exactly(operation), operation));
        for (Operation old : before.document().outgoing()) {
            Operation counterpart = now.remove(exactly(old));
            if (counterpart == null) {
                changes.breaking(Side.RESPONSE, PartName.operation(old), kind(old) + " removed", old.pointer(), null);
            } else if (old.unread() || counterpart.unread()) {
                notices.accept("can't compare " + PartName.operation(old) + ": "
                        + (old.unread() ? old : counterpart).defects().get(0));
            } else {
                operations.compareOutgoing(old, counterpart);
            }
        }
        now.values()
                .forEach(added -> changes.other(
                        Side.RESPONSE, PartName.operation(added), kind(added) + " added", null, added.pointer()));
    }

    private static String kind(Operation outgoing) {
        return outgoing.path().toString().startsWith("webhook ") ? "webhook" : "callback";
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
        changed.forEach((old, now) -> witnesses.responses(old, now, notices));
    }

    /** The operations by method and path, without the names of path variables, which are not sent. */
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

    /**
     * Whether requests of an old operation reach an operation. Of two paths that differ only in names, one hides the
     * other.
     */
    private static boolean isReached(Revision version, Operation old, Operation operation) {
        Map<String, String> values =
                old.path().variables().stream().distinct().collect(Collectors.toMap(name -> name, name -> "0-" + name));
        return version.document().routes(old.path().expand(values)).stream()
                .anyMatch(route -> route.operation().pointer().equals(operation.pointer()));
    }

    /** The pointer of the servers of an operation; null if there are none. */
    private static @Nullable String servers(Revision version, Operation operation) {
        for (String holder : List.of(operation.pointer(), operation.pathPointer(), "")) {
            if (!version.document().at(holder + "/servers").isMissingNode()) {
                return holder + "/servers";
            }
        }
        return null;
    }
}
