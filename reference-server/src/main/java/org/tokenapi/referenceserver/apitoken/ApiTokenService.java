package org.tokenapi.referenceserver.apitoken;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.referenceserver.value.SecretValue;

/** The rules of API tokens. Each method is one transaction. */
@Service
final class ApiTokenService {
    private final ApiTokenRepository tokens;
    private final Transactions transactions;
    private final AuditLog audit;
    private final SecureRandom random;
    private final Clock clock;

    ApiTokenService(
            ApiTokenRepository tokens, Transactions transactions, AuditLog audit, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** A token with a new secret, which can be shown only now. */
    record Regenerated(ApiTokenRow token, SecretValue secret) {}

    Regenerated regenerate(String tenant, String id) {
        SecretValue secret = SecretValue.generate(SecretValue.API_TOKEN, random);
        return transactions.write(() -> {
            Instant now = clock.instant();
            ApiTokenRow token = find(tenant, id, now);
            // The lifetime may exceed the last date that the contract can express.
            Instant expires = Rfc3339.plusMinutes(now, token.apiTokenTtl());
            ApiTokenRow regenerated = tokens.replaceSecret(tenant, id, secret, expires, now);
            List<String> changed = new ArrayList<>(List.of("token", "expiration_date"));
            if (!regenerated.status().equals(token.status())) {
                changed.add("token_status");
            }
            audit.write(new AuditedChange(tenant, Action.REGENERATE, ResourceKind.API_TOKEN, id, changed));
            return new Regenerated(regenerated, secret);
        });
    }

    ApiTokenRow get(String tenant, String id) {
        return transactions.read(() -> find(tenant, id, clock.instant()));
    }

    /** Changes a token; null keeps a value. */
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
            List<String> changed = new ArrayList<>();
            note(changed, ApiTokenProperty.TOKEN_DISPLAY_NAME, displayName, before);
            note(changed, ApiTokenProperty.TOKEN_DESCRIPTION, description, before);
            note(changed, ApiTokenProperty.ACCESS_TOKEN_TTL, accessTokenTtl, before);
            note(changed, ApiTokenProperty.MAX_COUNT_OF_USES, maxCountOfUses, before);
            if (changed.isEmpty()) {
                return before;
            }
            audit.write(new AuditedChange(tenant, Action.PATCH, ResourceKind.API_TOKEN, id, changed));
            return tokens.change(tenant, id, displayName, description, accessTokenTtl, maxCountOfUses, now);
        });
    }

    private static void note(
            List<String> changed, ApiTokenProperty property, @Nullable Object wanted, ApiTokenRow before) {
        if (wanted != null && !wanted.equals(before.get(property))) {
            changed.add(property.key());
        }
    }

    /**
     * The result of a search.
     *
     * @param tokens the tokens of the page
     * @param totalCount the number of tokens on all pages
     */
    record Page(List<ApiTokenRow> tokens, long totalCount) {
        Page {
            tokens = List.copyOf(tokens);
        }
    }

    Page search(String tenant, TokenSearch search) {
        return transactions.read(() -> {
            Instant now = clock.instant();
            return new Page(tokens.page(tenant, search, now), tokens.count(tenant, search, now));
        });
    }

    private ApiTokenRow find(String tenant, String id, Instant now) {
        return tokens.find(tenant, id, now)
                .orElseThrow(() ->
                        ProblemException.of(HttpStatus.NOT_FOUND, "The tenant has no API token with this identifier."));
    }
}
