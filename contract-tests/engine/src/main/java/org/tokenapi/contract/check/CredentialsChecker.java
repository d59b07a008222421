package org.tokenapi.contract.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.SecurityScheme;

/**
 * Checks that a request has the required credentials, in the required form. Whether their value is right only a server
 * knows.
 */
final class CredentialsChecker {
    private static final String TOKEN68_SYMBOLS = "-._~+/";

    void check(Operation operation, RequestParts request, Findings findings) {
        List<List<SecurityScheme>> alternatives = operation.security();
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(List::isEmpty)) {
            return;
        }
        List<SecurityScheme> best = alternatives.stream()
                .min(Comparator.comparingLong((List<SecurityScheme> together) -> faults(together, request, null))
                        .thenComparing(together -> faults(together, request, Rule.MISSING_CREDENTIALS)))
                .orElseThrow();
        for (SecurityScheme scheme : best) {
            findings.touched(scheme.pointer());
            if (scheme.type().equals("mutualTLS")) {
                findings.gap(scheme.pointer(), "connection", "a client certificate", "none visible in the message");
            } else {
                fault(scheme, request)
                        .ifPresent(rule -> findings.violation(
                                rule, scheme.pointer(), place(scheme), expected(alternatives), actual(rule)));
            }
        }
    }

    /** Whether a request has the credentials that an operation needs, in the form that they have to have. */
    boolean suffice(Operation operation, RequestParts request) {
        return operation.security().isEmpty()
                || operation.security().stream().anyMatch(together -> faults(together, request, null) == 0);
    }

    /** How many of the schemes are missing or malformed. */
    private static long faults(List<SecurityScheme> together, RequestParts request, @Nullable Rule kind) {
        return together.stream()
                .flatMap(scheme -> fault(scheme, request).stream())
                .filter(fault -> kind == null || fault == kind)
                .count();
    }

    private static Optional<Rule> fault(SecurityScheme scheme, RequestParts request) {
        return switch (scheme.type()) {
            case "apiKey" ->
                value(scheme, request).filter(key -> !key.isBlank()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Rule.MISSING_CREDENTIALS);
            case "mutualTLS" -> Optional.empty();
            default -> authorizationFault(scheme, request);
        };
    }

    private static Optional<Rule> authorizationFault(SecurityScheme scheme, RequestParts request) {
        List<String> values = request.headers().all("Authorization");
        if (values.isEmpty()) {
            return Optional.of(Rule.MISSING_CREDENTIALS);
        }
        String[] parts = values.get(0).trim().split(" +", 2);
        String name = authenticationScheme(scheme);
        String credentials = parts.length == 2 ? parts[1] : "";
        boolean valid = values.size() == 1
                && parts[0].equalsIgnoreCase(name)
                && switch (name) {
                    case "bearer" -> isToken68(credentials);
                    case "basic" -> isUserAndPassword(credentials);
                    default -> !credentials.isBlank();
                };
        return valid ? Optional.empty() : Optional.of(Rule.INVALID_CREDENTIALS);
    }

    /** RFC 9110, section 11.2. Not a regular expression, because tokens are long and every request has one. */
    private static boolean isToken68(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && TOKEN68_SYMBOLS.indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    /** OAuth 2.0 and OpenID Connect use bearer tokens (RFC 6750). */
    private static String authenticationScheme(SecurityScheme scheme) {
        String name = scheme.scheme();
        return name == null ? "bearer" : name;
    }

    private static boolean isUserAndPassword(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8).contains(":");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Optional<String> value(SecurityScheme scheme, RequestParts request) {
        String name = String.valueOf(scheme.parameterName());
        return switch (Objects.requireNonNull(scheme.in())) {
            case QUERY -> request.query().getOrDefault(name, List.of()).stream().findFirst();
            case COOKIE ->
                request.cookies().getOrDefault(name, List.of()).stream().findFirst();
            default -> request.headers().get(name);
        };
    }

    private static String place(SecurityScheme scheme) {
        return scheme.in() == null
                ? "header Authorization"
                : scheme.in().name().toLowerCase(Locale.ROOT) + " " + scheme.parameterName();
    }

    private static String expected(List<List<SecurityScheme>> alternatives) {
        return alternatives.stream()
                .map(together -> together.stream().map(SecurityScheme::name).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" or "));
    }

    private static String actual(Rule rule) {
        return rule == Rule.MISSING_CREDENTIALS ? "none" : Finding.REDACTED;
    }
}
