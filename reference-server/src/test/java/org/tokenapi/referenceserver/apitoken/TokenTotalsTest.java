package org.tokenapi.referenceserver.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.storage.Transactions;

final class TokenTotalsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nothingIsLostBetweenThoseThatSubtract(TestDatabase database) throws Exception {
        try (TestServer server = database.start(directory)) {
            TokenTotals totals = server.bean(TokenTotals.class);
            Transactions transactions = server.bean(Transactions.class);
            Callable<Boolean> one = () -> transactions.write(() -> {
                totals.subtract(TestServer.TENANT, 1);
                return true;
            });
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(20, one))) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(totals.of(TestServer.TENANT)).isEqualTo(5);
            assertThat(server.jdbc()
                            .sql("select count(*) from api_token_total")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    /** With SQLite the second one waits for the file, as every writer does. */
    @Test
    void anImportHoldsUpNobodyAndIsCounted() throws Exception {
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory)) {
            TokenTotals totals = server.bean(TokenTotals.class);
            Transactions transactions = server.bean(Transactions.class);
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                transactions.writeOnce(() -> {
                    totals.add(TestServer.TENANT, 100);
                    Future<Boolean> subtracted = other.submit(() -> transactions.writeOnce(() -> {
                        totals.subtract(TestServer.TENANT, 5);
                        return true;
                    }));
                    return assertThat(subtracted).succeedsWithin(30, TimeUnit.SECONDS);
                });
            } finally {
                other.shutdownNow();
            }

            assertThat(totals.of(TestServer.TENANT)).isEqualTo(120);
        }
    }
}
