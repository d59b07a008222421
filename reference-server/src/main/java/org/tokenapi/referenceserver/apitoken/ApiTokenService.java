package org.tokenapi.referenceserver.apitoken;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.secret.Secret;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.time.Rfc3339;

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

    ApiTokenRow change(String tenant, String id, ApiTokenChange change) {
        return transactions.write(() -> {
            Instant now = clock.instant();
            ApiTokenRow before = find(tenant, id, now);
            ApiTokenRow after = changed(before, change, before.modifiedDate());
            if (!after.equals(before)) {
                after = changed(before, change, now);
                tokens.change(tenant, after);
            }
            return after;
        });
    }

    ApiTokenPage search(String tenant, Search search) {
        return transactions.read(() -> {
            Instant now = clock.instant();
            return new ApiTokenPage(tokens.page(tenant, search, now), tokens.count(tenant, search, now));
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

    private static ApiTokenRow changed(ApiTokenRow token, ApiTokenChange change, Instant modified) {
        return new ApiTokenRow(
                token.id(),
                token.suffix(),
                token.clientDisplayName(),
                token.clientId(),
                token.clientType(),
                token.clientUuid(),
                change.displayName() == null ? token.displayName() : change.displayName(),
                change.description() == null ? token.description() : change.description(),
                token.type(),
                token.subType(),
                token.acct(),
                token.userId(),
                token.userStatus(),
                token.principalName(),
                token.principalStatus(),
                token.roles(),
                token.apiTokenTtl(),
                change.accessTokenTtl() == null ? token.accessTokenTtl() : change.accessTokenTtl(),
                change.maxCountOfUses() == null ? token.maxCountOfUses() : change.maxCountOfUses(),
                token.expirationDate(),
                token.lastAccessTime(),
                token.createdDate(),
                modified,
                token.status());
    }
}
