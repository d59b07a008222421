package org.tokenapi.referenceserver.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.tokenapi.referenceserver.value.SecretValue;

/**
 * The settings of the server. A setting of this prefix that is not one of these stops the start, unless it is a variable
 * of the environment or a system property.
 *
 * @param dataDirectory where the database and the signing key are; made when it is not there, and not used with a
 *     {@code databaseUrl}
 * @param databaseUrl a PostgreSQL database in place of the file, as {@code jdbc:postgresql://host/name}; secret, because
 *     its parameters may have a password
 * @param databaseUser who signs in there, when the URL doesn't say it
 * @param databasePassword the password of that user, when the URL doesn't say it
 * @param sampleData whether a new database starts with sample data for the tenant {@code CUSTOMER}
 * @param printAccessToken whether the start ends with an access token on standard output
 * @param issuer the claim {@code iss} of access tokens that the token endpoint did not issue
 * @param externalIssuer the issuer whose access tokens the operations accept, in place of this server's own: a URL whose
 *     metadata name the keys. The token endpoint is off then
 * @param audience the claim {@code aud} of the access tokens that the operations accept
 * @param maxBodySize the largest request body that is read; at least 1 byte
 * @param lockTimeout how long a writer waits at most for those before it, in this process and in others together, before
 *     the answer is 503; 250 ms to 1 hour
 * @param statementTimeout how long one statement of a request may take in PostgreSQL, its wait for a lock not counted,
 *     before the answer is 503; 100 ms to 1 hour. Commands take as long as they need
 * @param otlpEndpoint where the spans of requests are sent, as the URL of an OpenTelemetry collector that takes OTLP over
 *     HTTP; without it there are none
 */
@ConfigurationProperties(prefix = "token-api", ignoreUnknownFields = false)
public record TokenApiProperties(
        @DefaultValue("./data") Path dataDirectory,
        @DefaultValue("true") boolean sampleData,
        @DefaultValue("true") boolean printAccessToken,
        @DefaultValue("token-api-reference-server") String issuer,
        @Nullable URI externalIssuer,
        @DefaultValue("token-management") String audience,
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("10s") Duration lockTimeout,
        @DefaultValue("30s") Duration statementTimeout,
        @Nullable SecretValue databaseUrl,
        @Nullable String databaseUser,
        @Nullable SecretValue databasePassword,
        @Nullable URI otlpEndpoint) {
    /** Less is more than the connection pool can measure. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

    private static final Duration SHORTEST_STATEMENT = Duration.ofMillis(100);

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /**
     * Checks what the types leave open.
     *
     * @throws StartException when a value is out of its range
     */
    public TokenApiProperties {
        if (maxBodySize.toBytes() < 1) {
            throw new StartException(
                    "With token-api.max-body-size=" + maxBodySize + " no request could have a body.",
                    "Give a size of at least 1B, for example 1MB.",
                    null);
        }
        if (externalIssuer != null && (externalIssuer.getHost() == null || !isHttp(externalIssuer))) {
            throw new StartException(
                    "The token-api.external-issuer is no URL.",
                    "Give the issuer as its tokens and its metadata name it, for example https://login.example.com/acs.",
                    null);
        }
        checkRange("lock-timeout", lockTimeout, SHORTEST_TIMEOUT, "250ms");
        checkRange("statement-timeout", statementTimeout, SHORTEST_STATEMENT, "100ms");
    }

    private static void checkRange(String name, Duration time, Duration shortest, String written) {
        if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new StartException(
                    "The token-api." + name + " is out of range.",
                    "Give a time from " + written + " to 1h, for example 10s.",
                    null);
        }
    }

    private static boolean isHttp(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    }
}
