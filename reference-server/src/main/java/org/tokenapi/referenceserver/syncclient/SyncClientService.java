package org.tokenapi.referenceserver.syncclient;

import java.security.SecureRandom;
import java.time.Duration;
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
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.SecretValue;

/** The rules of sync clients. */
@Service
final class SyncClientService {
    private static final long SECONDS_PER_MINUTE = 60;

    private final SyncClientRepository clients;
    private final AccessTokens tokens;
    private final Transactions transactions;
    private final AuditLog audit;
    private final SecureRandom random;

    SyncClientService(
            SyncClientRepository clients,
            AccessTokens tokens,
            Transactions transactions,
            AuditLog audit,
            SecureRandom random) {
        this.clients = clients;
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
    }

    /**
     * New credentials, which can be shown only now.
     *
     * @param credential the access token or the client secret, depending on the settings of the client
     * @param lifeSeconds the lifetime of the access token; 0 for a client secret
     */
    record GeneratedCredentials(SyncClient client, String clientId, SecretValue credential, long lifeSeconds) {}

    /**
     * Replaces the credentials of a client, and stores the given settings.
     *
     * @throws ProblemException with 404 if the directory has no sync client, with 409 if it has more than one
     */
    GeneratedCredentials generate(
            String tenant, String directory, @Nullable Boolean generateToken, @Nullable Integer tokenTtl) {
        return transactions.write(() -> {
            SyncClient stored = only(clients.findByDirectory(tenant, directory));
            SyncClient client = new SyncClient(
                    stored.id(),
                    generateToken == null ? stored.generateToken() : generateToken,
                    tokenTtl == null ? stored.tokenTtl() : tokenTtl);
            String clientId = SecretValue.randomName("syncClientId", random);
            long life = client.generateToken() ? client.tokenTtl() * SECONDS_PER_MINUTE : 0;
            SecretValue credential = client.generateToken()
                    ? SecretValue.of(tokens.issueForSyncClient(tenant, clientId, Duration.ofSeconds(life)))
                    : SecretValue.generate("", random);
            clients.save(tenant, client, clientId, credential);
            audit.write(new AuditedChange(
                    tenant,
                    Action.GENERATE_CREDENTIALS,
                    ResourceKind.SYNC_CLIENT,
                    client.id(),
                    changes(stored, client)));
            return new GeneratedCredentials(client, clientId, credential, life);
        });
    }

    private static List<String> changes(SyncClient before, SyncClient after) {
        List<String> names =
                new ArrayList<>(List.of("client_id", after.generateToken() ? "access_token" : "client_secret"));
        if (before.generateToken() != after.generateToken()) {
            names.add("generate_token");
        }
        if (before.tokenTtl() != after.tokenTtl()) {
            names.add("token_ttl");
        }
        return names;
    }

    private static SyncClient only(List<SyncClient> found) {
        if (found.isEmpty()) {
            throw ProblemException.of(HttpStatus.NOT_FOUND, "The directory has no sync client.");
        }
        if (found.size() > 1) {
            throw ProblemException.of(HttpStatus.CONFLICT, "The directory has " + found.size() + " sync clients.");
        }
        return found.get(0);
    }
}
