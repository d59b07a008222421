package org.tokenapi.referenceserver.cloudtoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.SecretValue;

/** The table of Cloud Director tokens. Callers open the transaction. */
@Component
final class CloudTokenRepository {
    private final JdbcClient jdbc;

    CloudTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CloudToken> find(String tenant, String id) {
        return jdbc.sql("select * from cloud_token where tenant = ? and id = ?")
                .params(tenant, id)
                .query(CloudTokenRepository::row)
                .optional();
    }

    Optional<CloudToken> findBySecret(String tenant, SecretValue secret) {
        return jdbc.sql("select * from cloud_token where tenant = ? and secret_sha256 = ?")
                .params(tenant, secret.sha256())
                .query(CloudTokenRepository::row)
                .optional();
    }

    /** Gives a token a new secret; returns whether the token exists. */
    boolean replaceSecret(String tenant, String id, SecretValue secret) {
        return jdbc.sql("update cloud_token set secret_sha256 = ? where tenant = ? and id = ?")
                        .params(secret.sha256(), tenant, id)
                        .update()
                == 1;
    }

    /** Replaces this secret by the next one; returns false if the token has another secret by now. */
    boolean rotate(String tenant, String id, SecretValue secret, SecretValue next) {
        return jdbc.sql("update cloud_token set secret_sha256 = ? where tenant = ? and id = ? and secret_sha256 = ?")
                        .params(next.sha256(), tenant, id, secret.sha256())
                        .update()
                == 1;
    }

    void change(String tenant, CloudToken token) {
        Instant expires = token.expires();
        jdbc.sql("""
                        update cloud_token set name = ?, expiration_time = ?, require_rotation = ?
                        where tenant = ? and id = ?""")
                .param(token.name())
                .param(expires == null ? null : expires.toEpochMilli())
                .param(token.requireRotation())
                .param(tenant)
                .param(token.id())
                .update();
    }

    private static CloudToken row(ResultSet row, int number) throws SQLException {
        long expires = row.getLong("expiration_time");
        boolean expiresNever = row.wasNull();
        boolean requireRotation = row.getBoolean("require_rotation");
        boolean rotatesNever = row.wasNull();
        return new CloudToken(
                row.getString("id"),
                row.getString("name"),
                expiresNever ? null : Instant.ofEpochMilli(expires),
                rotatesNever ? null : requireRotation,
                row.getString("owner_id"),
                row.getString("owner_name"),
                row.getString("username"),
                row.getString("user_id"),
                row.getString("org_id"),
                row.getString("org_name"),
                row.getString("type"));
    }
}
