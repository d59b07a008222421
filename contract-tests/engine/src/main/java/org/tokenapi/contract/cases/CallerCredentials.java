package org.tokenapi.contract.cases;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.SecurityScheme;

/**
 * The credentials that requests present: one bearer token, one user with a password, and API keys by name. OAuth 2.0
 * and OpenID Connect present their access tokens as bearer tokens (RFC 6750). Immutable.
 */
public final class CallerCredentials {
    private static final String PLACEHOLDER = "placeholder";

    private final @Nullable String bearer;
    private final @Nullable String basic;
    private final Map<String, String> keys;
    private final boolean placeholders;

    private CallerCredentials(
            @Nullable String bearer, @Nullable String basic, Map<String, String> keys, boolean placeholders) {
        this.bearer = bearer;
        this.basic = basic;
        this.keys = Map.copyOf(keys);
        this.placeholders = placeholders;
    }

    /** No credentials at all. */
    public static CallerCredentials none() {
        return new CallerCredentials(null, null, Map.of(), false);
    }

    /** CallerCredentials for every scheme that have its form and are good for nothing else. */
    public static CallerCredentials placeholders() {
        return new CallerCredentials(null, null, Map.of(), true);
    }

    /** The same with a bearer token. */
    public CallerCredentials bearer(String token) {
        return new CallerCredentials(token, basic, keys, placeholders);
    }

    /** The same with a user and a password, with a colon between them. */
    public CallerCredentials basic(String userAndPassword) {
        return new CallerCredentials(bearer, userAndPassword, keys, placeholders);
    }

    /** The same with an API key, by the name of its header, query parameter or cookie, or by that of its scheme. */
    public CallerCredentials apiKey(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(keys);
        more.put(name, value);
        return new CallerCredentials(bearer, basic, more, placeholders);
    }

    /** What a request presents for a scheme: an API key, or the value of the Authorization header; empty for none. */
    public Optional<String> of(SecurityScheme scheme) {
        return switch (scheme.type()) {
            case "apiKey" ->
                Optional.ofNullable(keys.get(String.valueOf(scheme.parameterName())))
                        .or(() -> Optional.ofNullable(keys.get(scheme.name())))
                        .or(() -> placeholder(PLACEHOLDER));
            case "mutualTLS" -> Optional.of("");
            default -> authorization(scheme.scheme() == null ? "bearer" : scheme.scheme());
        };
    }

    private Optional<String> authorization(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "bearer" ->
                Optional.ofNullable(bearer).or(() -> placeholder(PLACEHOLDER)).map("Bearer "::concat);
            case "basic" ->
                Optional.ofNullable(basic)
                        .or(() -> placeholder(PLACEHOLDER + ":" + PLACEHOLDER))
                        .map(text ->
                                "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            default -> placeholder(scheme + " " + PLACEHOLDER);
        };
    }

    private Optional<String> placeholder(String text) {
        return placeholders ? Optional.of(text) : Optional.empty();
    }

    /** Nothing of the credentials. */
    @Override
    public String toString() {
        return "credentials";
    }
}
