package org.tokenapi.referenceserver.apitoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.storage.Transactions;

final class TokenTotalsTest {
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void countsAndChangesAtOnceLoseNothing(TestDatabase database) throws Exception {
        TestServer server = fresh(database);
        TokenTotals totals = server.bean(TokenTotals.class);
        Transactions transactions = server.bean(Transactions.class);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> changes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String id = "t-" + i;
                changes.add(() -> transactions.write(() -> {
                    insert(server.jdbc(), id);
                    totals.add(TestServer.TENANT, 1);
                    return true;
                }));
                changes.add(() -> transactions.write(() -> {
                    totals.recount(TestServer.TENANT);
                    return true;
                }));
            }
            for (Future<Boolean> done : threads.invokeAll(changes)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(totals.of(TestServer.TENANT)).isEqualTo(45);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aPurgeMendsWhatWasWrittenPastIt(TestDatabase database) {
        TestServer server = fresh(database);
        TokenTotals totals = server.bean(TokenTotals.class);
        insert(server.jdbc(), "t-1");
        assertThat(totals.of(TestServer.TENANT)).isEqualTo(25);

        server.bean(ExpiredApiTokens.class).purge(TestServer.TENANT, Instant.EPOCH);

        assertThat(totals.of(TestServer.TENANT)).isEqualTo(26);
        assertThat(totals.of("OTHER")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void isUndoneWithItsTransaction(TestDatabase database) {
        TestServer server = fresh(database);
        TokenTotals totals = server.bean(TokenTotals.class);

        assertThatThrownBy(() -> server.bean(Transactions.class).writeOnce(() -> {
                    totals.add(TestServer.TENANT, 7);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(totals.of(TestServer.TENANT)).isEqualTo(25);
    }

    /** On SQLite, the second writer would wait for the file. */
    @Test
    void importBlocksNoOtherWriterAndIsCounted() throws Exception {
        TestServer server = fresh(TestDatabase.POSTGRESQL);
        TokenTotals totals = server.bean(TokenTotals.class);
        Transactions transactions = server.bean(Transactions.class);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            transactions.writeOnce(() -> {
                totals.add(TestServer.TENANT, 100);
                Future<Boolean> counted = other.submit(() -> transactions.writeOnce(() -> {
                    totals.recount(TestServer.TENANT);
                    return true;
                }));
                return assertThat(counted).succeedsWithin(30, TimeUnit.SECONDS);
            });
        } finally {
            other.shutdownNow();
        }

        assertThat(totals.of(TestServer.TENANT)).isEqualTo(125);
    }

    private static TestServer fresh(TestDatabase database) {
        TestServer server = database.shared();
        server.reset();
        return server;
    }

    private static void insert(JdbcClient jdbc, String id) {
        jdbc.sql("insert into api_token (tenant, id, secret_sha256, token_suffix, token_display_name, api_token_ttl,"
                        + " access_token_ttl, created_date, modified_date, stored_status)"
                        + " values (?, ?, ?, 'abcde', 'name', 1, 1, 0, 0, 'ACTIVE')")
                .params(TestServer.TENANT, id, id)
                .update();
    }
}
