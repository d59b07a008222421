package org.tokenapi.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Similar API tokens of one tenant, with different names and dates. */
final class Tokens {
    private static final int CLIENT_SIZE = 20;

    private Tokens() {}

    static String id(int number) {
        return String.format(Locale.ROOT, "0b8f6f5c-4d0e-4a57-9f0a-%012d", number);
    }

    /**
     * Inserts this many tokens for an empty tenant. Each client has {@value #CLIENT_SIZE}; one token in ten is expired.
     */
    static void fill(Connection connection, String tenant, int count) throws SQLException {
        Instant now = Instant.now();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into api_token (tenant, id, secret_sha256, token_suffix, client_display_name, client_id,
                        client_type, token_display_name, token_description, token_type, token_sub_type, acct, user_status,
                        principal_name, principal_status, api_token_ttl, access_token_ttl, expiration_date, created_date,
                        modified_date, stored_status)
                        values (?, ?, ?, 'x4Xy9', 'Nightly build', ?, 'SERVICE_CLIENT_TOKEN', ?,
                        'Publishes the nightly artifacts.', 'USER', 'PERSONAL', 'jdoe@customer.example', true, 'jdoe',
                        'ACTIVE', 43200, 30, ?, ?, ?, 'ACTIVE')""")) {
            for (int i = 0; i < count; i++) {
                // The order of the names differs from that of the identifiers.
                int shuffled = (int) (i * 7_919L % count);
                Duration age = Duration.ofMinutes(shuffled % 40_000);
                Instant expires = i % 10 == 0
                        ? now.minus(age)
                        : now.plus(Duration.ofDays(60)).minus(age);
                insert.setString(1, tenant);
                insert.setString(2, id(i));
                insert.setString(3, String.format(Locale.ROOT, "%064x", i + 1));
                insert.setString(4, "client-" + shuffled / CLIENT_SIZE);
                insert.setString(5, String.format(Locale.ROOT, "build-%07d", shuffled));
                insert.setLong(6, expires.toEpochMilli());
                insert.setLong(7, now.minus(age).toEpochMilli());
                insert.setLong(8, now.minus(age).toEpochMilli());
                insert.addBatch();
                if (i % 1000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        try (PreparedStatement total = connection.prepareStatement(
                "insert into api_token_total (tenant, id, tokens) values (?, 'filled', ?)")) {
            total.setString(1, tenant);
            total.setInt(2, count);
            total.executeUpdate();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
