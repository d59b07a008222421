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

/** The process is killed in the middle of its work, again and again: what it acknowledged is there. */
final class NothingLostTest {
    private static final boolean IS_THOROUGH = Boolean.getBoolean("thorough");
    private static final int KILLS = IS_THOROUGH ? 10 : 2;
    private static final int CHANGES = IS_THOROUGH ? 1000 : 300;
    private static final int CALLERS = 16;

    /** The endpoint would slow this address down after 20. */
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
            // Two tokens a caller: others change other rows meanwhile.
            Ledger ledger = new Ledger(database.jdbc(directory), 2 * CALLERS);
            for (int kill = 1; kill < KILLS; kill++) {
                changeUntilKilled(server, ledger, callers, CHANGES * kill / (KILLS + 1));
                server.close();
                server = new ServerProcess(settings).waitUntilReady();
                check(ledger, server::exchange);
            }
            changeUntilKilled(server, ledger, callers, CHANGES * KILLS / (KILLS + 1));
            // Nothing kills this one, so it needs no process of its own.
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

    /** What is stored is what was acknowledged, and valid secrets are good, those before them not. */
    private static void check(Ledger ledger, SecretExchange exchange) throws IOException, InterruptedException {
        ledger.settle();
        for (String secret : ledger.secrets()) {
            assertThat(exchange.status(secret)).isEqualTo(200);
        }
        for (String replaced : ledger.replaced().stream().limit(REFUSALS).toList()) {
            assertThat(exchange.status(replaced)).isEqualTo(400);
        }
    }

    /** Sends changes until so many are acknowledged, and kills the server then. */
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
