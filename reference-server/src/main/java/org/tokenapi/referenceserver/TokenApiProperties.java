package org.tokenapi.referenceserver;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the server.
 *
 * @param dataDirectory where the database and the signing key are; made when it is not there
 * @param sampleData whether a new database starts with sample data for the tenant {@code CUSTOMER}
 * @param printAccessToken whether the start ends with an access token on standard output
 * @param issuer the claim {@code iss} of access tokens
 * @param audience the claim {@code aud} of the access tokens that the operations accept
 * @param maxBodySize the largest request body that is read
 * @param lockTimeout how long a writer waits for the one before it, before the answer is 503; at least 250 ms
 */
@ConfigurationProperties("token-api")
public record TokenApiProperties(
        @DefaultValue("./data") Path dataDirectory,
        @DefaultValue("true") boolean sampleData,
        @DefaultValue("true") boolean printAccessToken,
        @DefaultValue("token-api-reference-server") String issuer,
        @DefaultValue("token-management") String audience,
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("10s") Duration lockTimeout) {}
