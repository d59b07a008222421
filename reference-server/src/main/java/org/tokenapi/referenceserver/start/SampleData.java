package org.tokenapi.referenceserver.start;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.cloudtoken.RefreshTokens;
import org.tokenapi.referenceserver.provisioning.Importer;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.referenceserver.value.SecretValue;

/**
 * Imports {@code sample/customer.jsonl} into a new database, in one transaction, unless the settings turn it off. In
 * that file, <code>{now+30m}</code> stands for the time 30 minutes after the start, and <code>{hash}</code> for the
 * hash of a secret that is generated and discarded. The secret of one refresh token is kept for the start message,
 * because no operation creates refresh tokens.
 */
@Component
@Import(Importer.class)
final class SampleData implements SmartInitializingSingleton {
    static final String TENANT = "CUSTOMER";

    private static final String REFRESH_TOKEN = "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:hash|now([+-][0-9]+)m)}");

    private final TokenApiProperties properties;
    private final Importer importer;
    private final Transactions transactions;
    private final RefreshTokens refreshTokens;
    private final SecureRandom random;
    private final Clock clock;
    private volatile @Nullable SecretValue refreshToken;

    SampleData(
            TokenApiProperties properties,
            Importer importer,
            Transactions transactions,
            RefreshTokens refreshTokens,
            SecureRandom random,
            Clock clock) {
        this.properties = properties;
        this.importer = importer;
        this.transactions = transactions;
        this.refreshTokens = refreshTokens;
        this.random = random;
        this.clock = clock;
    }

    /** The secret of the refresh token, in the start that generated it; null in later starts. */
    @Nullable
    SecretValue refreshToken() {
        return refreshToken;
    }

    /** Imports the data before the server accepts requests. */
    @Override
    public void afterSingletonsInstantiated() {
        if (properties.sampleData()) {
            byte[] lines = lines().getBytes(StandardCharsets.UTF_8);
            // If several servers start at once on a new PostgreSQL database, one of them imports. The transactions of
            // the others are repeated, and then find its rows.
            transactions.write(() -> {
                if (importer.isDatabaseEmpty()) {
                    importer.load(new ByteArrayInputStream(lines), TENANT);
                    refreshToken = refreshTokens.issue(TENANT, REFRESH_TOKEN);
                }
                return true;
            });
        }
    }

    private String lines() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            String template = new ClassPathResource("sample/customer.jsonl").getContentAsString(StandardCharsets.UTF_8);
            return PLACEHOLDER
                    .matcher(template)
                    .replaceAll(placeholder -> placeholder.group(1) == null
                            ? SecretValue.generate("", random).sha256()
                            : Rfc3339.format(now.plus(Duration.ofMinutes(Long.parseLong(placeholder.group(1))))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
