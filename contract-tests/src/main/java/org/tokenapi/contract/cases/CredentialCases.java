package org.tokenapi.contract.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SecurityScheme;

/** Derives cases from the credentials that an operation asks for: each missing, empty, of another scheme and wrong. */
final class CredentialCases {
    private final CaseList cases;

    CredentialCases(CaseList cases) {
        this.cases = cases;
    }

    void derive(Operation operation, Draft base) {
        List<List<SecurityScheme>> alternatives = operation.security();
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(List::isEmpty)) {
            return;
        }
        List<SecurityScheme> schemes =
                alternatives.stream().flatMap(List::stream).distinct().toList();
        Draft without = base;
        for (SecurityScheme scheme : schemes) {
            without = with(without, scheme, null);
        }
        for (SecurityScheme scheme : schemes) {
            boolean key = scheme.type().equals("apiKey");
            add(operation, scheme, "missing", without);
            add(operation, scheme, "empty", with(without, scheme, key ? "" : word(scheme) + " "));
            if (!key) {
                String other = word(scheme).equals("Basic") ? "Bearer bm9uZTpub25l" : "Basic bm9uZTpub25l";
                add(operation, scheme, "of another scheme", with(without, scheme, other));
            }
            add(operation, scheme, "wrong", with(without, scheme, key ? "wrong" : word(scheme) + " bm9uZTpub25l"));
        }
    }

    private void add(Operation operation, SecurityScheme scheme, String what, Draft request) {
        String name = "credentials " + scheme.name() + " " + what;
        cases.add(operation, name, scheme.pointer(), Expectation.UNAUTHORIZED, request);
    }

    private static String word(SecurityScheme scheme) {
        return "basic".equals(scheme.scheme()) ? "Basic" : "Bearer";
    }

    private static Draft with(Draft draft, SecurityScheme scheme, @Nullable String value) {
        In in = scheme.in();
        String name = String.valueOf(scheme.parameterName());
        if (in == In.QUERY) {
            return draft.query(name, value == null ? null : List.of(value));
        }
        if (in == In.COOKIE) {
            return draft.header("Cookie", value == null ? null : name + "=" + value);
        }
        return draft.header(in == In.HEADER ? name : "Authorization", value);
    }
}
