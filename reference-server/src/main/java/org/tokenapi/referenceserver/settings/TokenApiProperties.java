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
 * The settings of the server. An unknown setting with this prefix stops the start, unless it comes from an environment
 * variable or a system property.
 *
 * @param dataDirectory the directory of the database and the signing key, created if it does not exist; not used with a
 *     {@code databaseUrl}
 * @param databaseUrl a PostgreSQL database in place of the file, as {@code jdbc:postgresql://host/name}; secret,
 *     because its parameters may include a password
 * @param databaseUser the user of the database, unless the URL names one
 * @param databasePassword the password of that user, unless the URL includes it
 * @param sampleData whether a new database is filled with sample data for the tenant {@code CUSTOMER}
 * @param printAccessToken whether the start prints an access token to standard output
 * @param issuer the claim {@code iss} of access tokens that the token endpoint did not issue
 * @param externalIssuer the URL of an issuer whose access tokens the operations accept in place of this server's own;
 *     its metadata name the keys. The token endpoint is then off
 * @param audience the claim {@code aud} of the access tokens that the operations accept
 * @param maxBodySize the maximum size of a request body; at least 1 byte
 * @param lockTimeout how long a writer waits for other writers, in this process and in others together, before the
 *     response is 503; from 250 ms to 1 hour
 * @param statementTimeout how long a statement of a request may take in PostgreSQL, not counting its wait for a lock,
 *     before the response is 503; from 100 ms to 1 hour. Commands have no such limit
 * @param otlpEndpoint the URL of an OpenTelemetry collector that receives spans by OTLP over HTTP; without it, no spans
 *     are recorded
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
    /** The connection pool can't wait for less. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

    private static final Duration SHORTEST_STATEMENT = Duration.ofMillis(100);

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /**
     * Checks the ranges, which the types can't express.
     *
     * @throws StartException if a value is out of its range
     */
    public TokenApiProperties {
        if (maxBodySize.toBytes() < 1) {
            throw new StartException(
                    "token-api.max-body-size=" + maxBodySize + " is too small: no request could have a body.",
                    "Set a size of at least 1B, for example 1MB.",
                    null);
        }
        if (externalIssuer != null && (externalIssuer.getHost() == null || !isHttp(externalIssuer))) {
            throw new StartException(
                    "token-api.external-issuer is not a URL.",
                    "Set it to the issuer that its tokens and metadata name, for example https://login.example.com/acs.",
                    null);
        }
        checkRange("lock-timeout", lockTimeout, SHORTEST_TIMEOUT, "250ms");
        checkRange("statement-timeout", statementTimeout, SHORTEST_STATEMENT, "100ms");
    }

    private static void checkRange(String name, Duration time, Duration shortest, String written) {
        if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new StartException(
                    "token-api." + name + " is out of range.",
                    "Set a time from " + written + " to 1h, for example 10s.",
                    null);
        }
    }

    private static boolean isHttp(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    }
}
