package org.tokenapi.referenceserver.apitoken;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.referenceserver.value.Secret;

/** The rules of API tokens. Each method is one transaction. */
@Service
final class ApiTokenService {
    static final String PREFIX = "vidb_";

    private final ApiTokenRepository tokens;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Clock clock;

    ApiTokenService(ApiTokenRepository tokens, Transactions transactions, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /** A token after it got a new secret, and the one chance to show that secret. */
    record Regenerated(ApiTokenRow token, Secret secret) {}

    Regenerated regenerate(String tenant, String id) {
        Secret secret = Secret.generate(PREFIX, random);
        return transactions.write(() -> {
            Instant now = clock.instant();
            ApiTokenRow token = find(tenant, id, now);
            tokens.replaceSecret(tenant, id, secret, expiration(now, token.apiTokenTtl()), now);
            return new Regenerated(find(tenant, id, now), secret);
        });
    }

    ApiTokenRow get(String tenant, String id) {
        return transactions.read(() -> find(tenant, id, clock.instant()));
    }

    /** Changes what is given; null keeps what is there. */
    ApiTokenRow change(
            String tenant,
            String id,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable Long accessTokenTtl,
            @Nullable Integer maxCountOfUses) {
        return transactions.write(() -> {
            Instant now = clock.instant();
            ApiTokenRow before = find(tenant, id, now);
            tokens.change(tenant, id, displayName, description, accessTokenTtl, maxCountOfUses);
            if (!find(tenant, id, now).equals(before)) {
                tokens.modified(tenant, id, now);
            }
            return find(tenant, id, now);
        });
    }

    /**
     * What a search found.
     *
     * @param tokens those of the page
     * @param totalCount those of all pages
     */
    record Page(List<ApiTokenRow> tokens, long totalCount) {
        Page {
            tokens = List.copyOf(tokens);
        }
    }

    Page search(String tenant, Search search) {
        return transactions.read(() -> {
            Instant now = clock.instant();
            return new Page(tokens.page(tenant, search, now), tokens.count(tenant, search, now));
        });
    }

    private ApiTokenRow find(String tenant, String id, Instant now) {
        return tokens.find(tenant, id, now)
                .orElseThrow(() -> ProblemException.of(
                        HttpStatus.NOT_FOUND, "There is no API token with this identifier in the tenant."));
    }

    /** The life can be longer than the calendar of the wire. */
    private static Instant expiration(Instant now, long minutes) {
        long left = Duration.between(now, Rfc3339.LAST).toMinutes();
        return minutes > left ? Rfc3339.LAST : now.plusSeconds(minutes * 60);
    }
}
