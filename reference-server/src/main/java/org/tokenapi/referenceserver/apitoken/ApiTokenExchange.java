package org.tokenapi.referenceserver.apitoken;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.SecretValue;

/** Exchanges the secrets of API tokens for access tokens. */
@Service
public final class ApiTokenExchange {
    private static final Duration ACCESS_NOTED_EVERY = Duration.ofMinutes(1);
    private static final int UNLIMITED = -1;
    private static final String ACTIVE = "ACTIVE";

    private final ApiTokenRepository tokens;
    private final Transactions transactions;
    private final Clock clock;

    ApiTokenExchange(ApiTokenRepository tokens, Transactions transactions, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The terms of the access token.
     *
     * @param id the identifier of the API token
     * @param minutes the lifetime of the access token
     */
    public record Granted(String id, long minutes) {}

    /**
     * Uses a token. Uses are counted only if they are limited, and the last access is stored at most once a minute, so
     * most exchanges of an unlimited token write nothing.
     *
     * @return empty if no token of the tenant has the secret, or the token can't be used, for whatever reason
     */
    public Optional<Granted> exchange(String tenant, SecretValue secret) {
        Instant now = clock.instant();
        Optional<ApiTokenRow> found = transactions.read(() -> usable(tenant, secret, now));
        if (found.isPresent() && !isLimited(found.get()) && isAccessNoted(found.get(), now)) {
            return found.map(ApiTokenExchange::granted);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return transactions.write(() -> usable(tenant, secret, now)
                .filter(token -> !isLimited(token) || tokens.use(tenant, token.id(), secret))
                .map(token -> {
                    tokens.accessed(tenant, token.id(), now, now.minus(ACCESS_NOTED_EVERY));
                    return granted(token);
                }));
    }

    private Optional<ApiTokenRow> usable(String tenant, SecretValue secret, Instant now) {
        return tokens.findBySecret(tenant, secret, now)
                .filter(token -> token.status().equals(ACTIVE)
                        && Objects.requireNonNullElse(token.principalStatus(), ACTIVE)
                                .equals(ACTIVE)
                        && !Boolean.FALSE.equals(token.userStatus()));
    }

    private static boolean isLimited(ApiTokenRow token) {
        return token.maxCountOfUses() != UNLIMITED;
    }

    private static boolean isAccessNoted(ApiTokenRow token, Instant now) {
        Instant noted = token.lastAccessTime();
        return noted != null && noted.isAfter(now.minus(ACCESS_NOTED_EVERY));
    }

    private static Granted granted(ApiTokenRow token) {
        return new Granted(token.id(), token.accessTokenTtl());
    }
}
