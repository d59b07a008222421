package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process is killed repeatedly while it handles changes: whatever it acknowledged is stored. */
final class NothingLostTest {
    private static final boolean IS_THOROUGH = Boolean.getBoolean("thorough");
    private static final int KILLS = IS_THOROUGH ? 10 : 2;
    private static final int CHANGES = IS_THOROUGH ? 1000 : 150;
    private static final int CALLERS = 16;

    /** After 20 refusals the endpoint would reject all requests of this address. */
    private static final int REFUSALS = 15;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void acknowledgedChangesOutliveTheProcess(TestDatabase database) throws Exception {
        List<String> settings = database.settings(directory);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        ServerProcess server = new ServerProcess(settings);
        try {
            server.waitUntilReady();
            // Two tokens per caller, so that several rows change at once.
            Ledger ledger = new Ledger(database.jdbc(directory), 2 * CALLERS);
            for (int kill = 1; kill < KILLS; kill++) {
                changeUntilKilled(server, ledger, callers, CHANGES * kill / (KILLS + 1));
                server.close();
                server = new ServerProcess(settings).waitUntilReady();
                check(ledger, server::exchange);
            }
            changeUntilKilled(server, ledger, callers, CHANGES * KILLS / (KILLS + 1));
            // This server is not killed, so it needs no process of its own.
            try (TestServer last = database.start(directory)) {
                check(ledger, last::exchange);
            }
        } finally {
            callers.shutdownNow();
            server.close();
        }
    }

    private interface SecretExchange {
        int status(String secret) throws IOException, InterruptedException;
    }

    /** What is stored equals what was acknowledged; valid secrets are accepted, and replaced ones refused. */
    private static void check(Ledger ledger, SecretExchange exchange) throws IOException, InterruptedException {
        ledger.settle();
        for (String secret : ledger.secrets()) {
            assertThat(exchange.status(secret)).isEqualTo(200);
        }
        for (String replaced : ledger.replaced().stream().limit(REFUSALS).toList()) {
            assertThat(exchange.status(replaced)).isEqualTo(400);
        }
    }

    /** Sends changes until this many are acknowledged, then kills the server. */
    private static void changeUntilKilled(ServerProcess server, Ledger ledger, ExecutorService callers, int killAfter)
            throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger acknowledged = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = 2 * caller;
            work.add(() -> {
                for (int i = 0; sent.getAndIncrement() < CHANGES; i++) {
                    try {
                        assertThat(ledger.account(first + i % 2)
                                        .change(server::send)
                                        .statusCode())
                                .isEqualTo(200);
                    } catch (IOException killed) {
                        assertThat(acknowledged).hasValueGreaterThanOrEqualTo(killAfter);
                        return null;
                    }
                    if (acknowledged.incrementAndGet() == killAfter) {
                        server.kill();
                    }
                }
                return null;
            });
        }
        for (Future<Void> caller : callers.invokeAll(work)) {
            caller.get();
        }
        assertThat(sent).as("changes, when it was killed").hasValueLessThan(CHANGES);
    }
}
