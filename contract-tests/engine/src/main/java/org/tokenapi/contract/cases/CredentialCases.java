package org.tokenapi.contract.cases;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.SecurityScheme;

/** Derives cases for credentials: each missing, empty, of another scheme and wrong. */
final class CredentialCases {
    private final CaseList cases;

    CredentialCases(CaseList cases) {
        this.cases = cases;
    }

    void derive(Operation operation, RequestDraft base) {
        List<Set<SecurityScheme>> alternatives =
                operation.security().stream().map(CredentialCases::inMessage).toList();
        if (alternatives.stream().anyMatch(Set::isEmpty)) {
            return;
        }
        Set<SecurityScheme> derived = new HashSet<>();
        for (Set<SecurityScheme> together : alternatives) {
            for (SecurityScheme scheme : together) {
                if (derived.add(scheme)) {
                    derive(
                            operation,
                            scheme,
                            withoutAnyBut(others(scheme, together, alternatives), alternatives, base));
                }
            }
        }
    }

    /** The schemes that are part of the message. A client certificate is not, so no case can omit it. */
    private static Set<SecurityScheme> inMessage(List<SecurityScheme> together) {
        Set<SecurityScheme> schemes = new LinkedHashSet<>(together);
        schemes.removeIf(scheme -> scheme.type().equals("mutualTLS"));
        return schemes;
    }

    /** Varies one scheme, and sends the others that are required with it, unless these are sufficient by themselves. */
    private static Set<SecurityScheme> others(
            SecurityScheme scheme, Set<SecurityScheme> together, List<Set<SecurityScheme>> alternatives) {
        Set<SecurityScheme> others = new HashSet<>(together);
        others.remove(scheme);
        return alternatives.stream().anyMatch(others::containsAll) ? Set.of() : others;
    }

    private static RequestDraft withoutAnyBut(
            Set<SecurityScheme> kept, List<Set<SecurityScheme>> alternatives, RequestDraft base) {
        RequestDraft without = base;
        for (Set<SecurityScheme> together : alternatives) {
            for (SecurityScheme scheme : together) {
                without = kept.contains(scheme) ? without : RequestSerializer.withCredential(without, scheme, null);
            }
        }
        return without;
    }

    private void derive(Operation operation, SecurityScheme scheme, RequestDraft without) {
        add(operation, scheme, "missing", without);
        if (scheme.type().equals("apiKey")) {
            add(operation, scheme, "empty", RequestSerializer.withCredential(without, scheme, ""));
            add(operation, scheme, "wrong", RequestSerializer.withCredential(without, scheme, "wrong"));
        } else {
            String word = word(scheme);
            String other = word.equals("Basic") ? "Bearer" : "Basic";
            add(operation, scheme, "empty", RequestSerializer.withCredential(without, scheme, word + " "));
            add(
                    operation,
                    scheme,
                    "of another scheme",
                    RequestSerializer.withCredential(without, scheme, other + " bm9uZTpub25l"));
            add(operation, scheme, "wrong", RequestSerializer.withCredential(without, scheme, word + " bm9uZTpub25l"));
        }
    }

    private void add(Operation operation, SecurityScheme scheme, String what, RequestDraft request) {
        String name = "credentials " + scheme.name() + " " + what;
        cases.add(operation, name, scheme.pointer(), Expectation.UNAUTHORIZED, request);
    }

    /** The authentication scheme in its usual spelling. OAuth 2.0 and OpenID Connect use bearer tokens (RFC 6750). */
    private static String word(SecurityScheme scheme) {
        String name = scheme.scheme() == null ? "bearer" : scheme.scheme();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
