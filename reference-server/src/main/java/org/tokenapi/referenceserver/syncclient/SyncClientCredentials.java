package org.tokenapi.referenceserver.syncclient;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.tokenapi.referenceserver.storage.Transactions;

/** The credentials of sync clients that sign in with a client id and a secret. */
@Service
public final class SyncClientCredentials {
    private final SyncClientRepository clients;
    private final Transactions transactions;

    SyncClientCredentials(SyncClientRepository clients, Transactions transactions) {
        this.clients = clients;
        this.transactions = transactions;
    }

    /**
     * A client as it is stored.
     *
     * @param sha256 of its secret, in hexadecimal
     * @param tokenTtl minutes
     */
    public record Stored(String id, String sha256, int tokenTtl) {}

    /** The client of the tenant that has this client id; empty too when it signs in with an access token. */
    public Optional<Stored> find(String tenant, String clientId) {
        return transactions.read(() -> clients.findByClientId(tenant, clientId));
    }
}
