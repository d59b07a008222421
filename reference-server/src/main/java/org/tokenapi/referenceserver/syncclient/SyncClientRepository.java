package org.tokenapi.referenceserver.syncclient;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.SecretValue;

/** The table of sync clients. Callers open the transaction. */
@Component
final class SyncClientRepository {
    private final JdbcClient jdbc;

    SyncClientRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SyncClient> findByDirectory(String tenant, String directory) {
        return jdbc.sql("select id, generate_token, token_ttl from sync_client where tenant = ? and directory_id = ?")
                .params(tenant, directory)
                .query((row, number) ->
                        new SyncClient(row.getString("id"), row.getBoolean("generate_token"), row.getInt("token_ttl")))
                .list();
    }

    /** The client with this client id, if it signs in with a secret. */
    Optional<StoredClientSecret> findByClientId(String tenant, String clientId) {
        return jdbc.sql("""
                        select id, credential_sha256, token_ttl from sync_client
                        where tenant = ? and client_id = ? and generate_token = ? and credential_sha256 is not null""")
                .params(tenant, clientId, false)
                .query((row, number) -> new StoredClientSecret(
                        row.getString("id"), row.getString("credential_sha256"), row.getInt("token_ttl")))
                .optional();
    }

    /** Stores the settings, and replaces the credentials. */
    void save(String tenant, SyncClient client, String clientId, SecretValue credential) {
        jdbc.sql("""
                        update sync_client set generate_token = ?, token_ttl = ?, client_id = ?, credential_sha256 = ?
                        where tenant = ? and id = ?""")
                .param(client.generateToken())
                .param(client.tokenTtl())
                .param(clientId)
                .param(credential.sha256())
                .param(tenant)
                .param(client.id())
                .update();
    }
}
