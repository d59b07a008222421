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
     * The secret of the client with this client id; empty if there is no such client, or it signs in with an access
     * token.
     */
    public Optional<StoredClientSecret> find(String tenant, String clientId) {
        return transactions.read(() -> clients.findByClientId(tenant, clientId));
    }
}
