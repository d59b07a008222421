package org.tokenapi.contract.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Compares the credentials that an operation requires: by how they are sent, and not by the names of their schemes. */
final class SecurityDiff {
    private final Revision before;
    private final Revision after;
    private final Changes changes;

    SecurityDiff(Revision before, Revision after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare(Operation old, Operation now) {
        List<Map<String, Set<String>>> was = alternatives(before, old);
        List<Map<String, Set<String>>> is = alternatives(after, now);
        String oldPointer = pointer(before, old);
        String newPointer = pointer(after, now);
        report(was, is, true, PartName.security(old), oldPointer, newPointer);
        report(is, was, false, PartName.security(old), oldPointer, newPointer);
    }

    private void report(
            List<Map<String, Set<String>>> held,
            List<Map<String, Set<String>>> asked,
            boolean breaking,
            String where,
            String oldPointer,
            String newPointer) {
        for (Map<String, Set<String>> credentials : held) {
            if (asked.stream().noneMatch(wanted -> meets(credentials, wanted))) {
                String what = (credentials.isEmpty() ? "requests without credentials" : describe(credentials))
                        + (breaking ? " no longer accepted" : " now accepted");
                if (breaking) {
                    changes.breaking(Side.REQUEST, where, what, oldPointer, newPointer);
                } else {
                    changes.other(Side.REQUEST, where, what, oldPointer, newPointer);
                }
            }
        }
    }

    private static boolean meets(Map<String, Set<String>> held, Map<String, Set<String>> wanted) {
        return wanted.entrySet().stream()
                .allMatch(one ->
                        held.containsKey(one.getKey()) && held.get(one.getKey()).containsAll(one.getValue()));
    }

    private static String describe(Map<String, Set<String>> credentials) {
        List<String> all = new ArrayList<>();
        credentials.forEach((scheme, scopes) -> all.add(
                scopes.isEmpty()
                        ? scheme
                        : scheme + " with "
                                + String.join(", ", scopes.stream().sorted().toList())));
        return String.join(" and ", all.stream().sorted().toList());
    }

    /** The alternatives: each maps the credentials to send to their scopes. */
    private static List<Map<String, Set<String>>> alternatives(Revision version, Operation operation) {
        List<Map<String, Set<String>>> alternatives = new ArrayList<>();
        JsonNode node = version.document().at(pointer(version, operation));
        for (int i = 0; i < operation.security().size(); i++) {
            Map<String, Set<String>> together = new HashMap<>();
            for (SecurityScheme scheme : operation.security().get(i)) {
                Set<String> scopes = together.computeIfAbsent(onTheWire(scheme), key -> new HashSet<>());
                node.path(i).path(scheme.name()).forEach(scope -> scopes.add(scope.asString()));
            }
            alternatives.add(together);
        }
        return alternatives.isEmpty() ? List.of(Map.of()) : alternatives;
    }

    /** OAuth 2.0 and OpenID Connect use bearer tokens (RFC 6750). */
    private static String onTheWire(SecurityScheme scheme) {
        return switch (scheme.type()) {
            case "apiKey" ->
                "the key in " + String.valueOf(scheme.in()).toLowerCase(Locale.ROOT) + " " + scheme.parameterName();
            case "http" -> "http " + scheme.scheme();
            case "mutualTLS" -> "a client certificate";
            default -> "http bearer";
        };
    }

    private static String pointer(Revision version, Operation operation) {
        String own = Pointers.child(operation.pointer(), "security");
        boolean isOwn = !version.document().at(own).isMissingNode();
        return isOwn || !version.document().root().has("security") ? own : "/security";
    }
}
