package org.tokenapi.referenceserver.cloudtoken;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.SecretValue;

/** The secrets of refresh tokens: how they are made, exchanged and rotated. */
@Service
public final class RefreshTokens {
    private final CloudTokenRepository tokens;
    private final Transactions transactions;
    private final AuditLog audit;
    private final SecureRandom random;
    private final Clock clock;

    RefreshTokens(
            CloudTokenRepository tokens, Transactions transactions, AuditLog audit, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A token that was used.
     *
     * @param next the secret in place of the one that was used; null when that one stays
     */
    public record Granted(String id, @Nullable SecretValue next) {}

    /**
     * Gives a token a new secret in place of what it had. No operation of the contract does that: it is for the sample
     * data, for tests and tools, and not audited.
     *
     * @throws IllegalArgumentException when there is no such token
     */
    public SecretValue issue(String tenant, String id) {
        SecretValue secret = SecretValue.generate("", random);
        if (!transactions.write(() -> tokens.replaceSecret(tenant, id, secret))) {
            throw new IllegalArgumentException("There is no token " + id + " in the tenant " + tenant);
        }
        return secret;
    }

    /**
     * Uses a token, and rotates its secret where it says so: of several uses of one such secret at once, one succeeds.
     *
     * @return empty when no refresh token of the tenant has the secret, or it has expired
     */
    public Optional<Granted> exchange(String tenant, SecretValue secret) {
        Optional<CloudToken> found = transactions.read(() -> usable(tenant, secret));
        if (found.isEmpty() || !rotates(found.get())) {
            return found.map(token -> new Granted(token.id(), null));
        }
        SecretValue next = SecretValue.generate("", random);
        return transactions.write(() -> usable(tenant, secret)
                .filter(token -> tokens.rotate(tenant, token.id(), secret, next))
                .map(token -> {
                    // Its access tokens have the same subject.
                    audit.write(
                            new AuditedChange(
                                    tenant, Action.ROTATE, ResourceKind.CLOUD_TOKEN, token.id(), List.of("token")),
                            token.id());
                    return new Granted(token.id(), next);
                }));
    }

    private Optional<CloudToken> usable(String tenant, SecretValue secret) {
        return tokens.findBySecret(tenant, secret).filter(token -> {
            Instant expires = token.expires();
            return token.type().equals(CloudToken.REFRESH) && (expires == null || expires.isAfter(clock.instant()));
        });
    }

    private static boolean rotates(CloudToken token) {
        return Boolean.TRUE.equals(token.requireRotation());
    }
}
