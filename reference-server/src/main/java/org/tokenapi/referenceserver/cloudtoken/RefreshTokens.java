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

/** Generates, exchanges and rotates the secrets of refresh tokens. */
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
     * The outcome of an exchange.
     *
     * @param next the secret that replaces the exchanged one; null if that one stays valid
     */
    public record Granted(String id, @Nullable SecretValue next) {}

    /**
     * Gives a token a new secret. No operation of the contract does so; this is for the sample data, tests and tools,
     * and is not audited.
     *
     * @throws IllegalArgumentException if the token does not exist
     */
    public SecretValue issue(String tenant, String id) {
        SecretValue secret = SecretValue.generate("", random);
        if (!transactions.write(() -> tokens.replaceSecret(tenant, id, secret))) {
            throw new IllegalArgumentException("The tenant " + tenant + " has no token " + id);
        }
        return secret;
    }

    /**
     * Uses a token, and rotates its secret if the token requires it. If several callers use such a secret at once, one
     * succeeds.
     *
     * @return empty if no refresh token of the tenant has the secret, or the token has expired
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
                    // The access tokens of this refresh token have the same subject.
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
