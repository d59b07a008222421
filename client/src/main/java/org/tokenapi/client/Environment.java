package org.tokenapi.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Settings from outside. */
final class Environment {
    private static final String PREFIX = "tokenapi.";
    private static final List<String> SECRETS = List.of("access-token", "api-token", "refresh-token", "client-secret");

    private final UnaryOperator<@Nullable String> properties;
    private final UnaryOperator<@Nullable String> variables;

    Environment(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> variables) {
        this.properties = properties;
        this.variables = variables;
    }

    void configure(TokenApiClient.Builder builder) {
        try {
            builder.baseUri(URI.create(required("base-uri")));
        } catch (IllegalArgumentException e) {
            // Neither as the cause nor with its message, which may quote a password.
            throw new IllegalStateException(name("base-uri") + " must be an absolute http or https URI with a host");
        }
        builder.credentials(credentials());
    }

    private Credentials credentials() {
        List<String> given =
                SECRETS.stream().filter(setting -> value(setting) != null).toList();
        if (given.size() != 1) {
            throw new IllegalStateException("exactly one of "
                    + String.join(", ", SECRETS.stream().map(Environment::name).toList()) + " must be set, got "
                    + given.size());
        }
        String setting = given.get(0);
        Secret secret = Secret.of(required(setting));
        try {
            return switch (setting) {
                case "access-token" -> Credentials.bearer(secret);
                case "api-token" -> Credentials.apiToken(required("tenant"), secret);
                case "refresh-token" -> Credentials.refreshToken(required("tenant"), secret);
                default -> Credentials.client(required("tenant"), required("client-id"), secret);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name(setting) + " is not valid: " + e.getMessage());
        }
    }

    private String required(String setting) {
        String value = value(setting);
        if (value == null) {
            throw new IllegalStateException(name(setting) + " must be set");
        }
        return value;
    }

    /** An empty value is as good as none: a variable that is to have no value often has an empty one. */
    private @Nullable String value(String setting) {
        String property = properties.apply(PREFIX + setting);
        String value = property == null ? variables.apply(variable(setting)) : property;
        return value == null || value.isEmpty() ? null : value;
    }

    private static String name(String setting) {
        return PREFIX + setting + " (" + variable(setting) + ")";
    }

    private static String variable(String setting) {
        return (PREFIX + setting).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
