package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * PostgreSQL crashes and restarts while clients write: the server reports it, loses nothing, and recovers by itself.
 */
@ExtendWith(OutputCaptureExtension.class)
final class DatabaseRestartTest {
    private static final int CALLERS = 16;

    /** Between two outages. */
    private static final int CHANGES = Boolean.getBoolean("thorough") ? 300 : 100;

    /** A token whose change got no response is not changed again, and a restart ends all connections of the pool. */
    private static final int TOKENS_OF_A_CALLER = 50;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    /** Opens when the database has restarted after the latest outage. */
    private volatile CountDownLatch back = new CountDownLatch(1);

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final List<Future<?>> work = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostAndTheServerRecovers(CapturedOutput output) throws Exception {
        EmbeddedPostgres postgres = start(0);
        String url = postgres.getJdbcUrl("postgres", "postgres");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        // A short timeout, so that responses arrive while the database is down.
        try (TestServer server =
                TestServer.start(List.of("--token-api.database-url=" + url, "--token-api.lock-timeout=1s"))) {
            JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
            Ledger ledger = new Ledger(jdbc, CALLERS * TOKENS_OF_A_CALLER);
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller * TOKENS_OF_A_CALLER;
                work.add(callers.submit(() -> change(server, ledger, first)));
            }
            for (boolean crashes : new boolean[] {true, false}) {
                until("changes are acknowledged", acknowledged, acknowledged.get() + CHANGES);
                int refusedBefore = refused.get();
                back = new CountDownLatch(1);
                if (crashes) {
                    crash(postgres);
                }
                postgres.close();
                until("every caller is refused", refused, refusedBefore + CALLERS);
                assertThat(server.exchange("of-somebody")).isEqualTo(503);
                postgres = start(postgres.getPort());
                back.countDown();
            }
            until("changes are acknowledged again", acknowledged, acknowledged.get() + CHANGES);
            isOver.set(true);
            for (Future<?> caller : work) {
                caller.get();
            }

            ledger.settle();
            for (String secret : ledger.secrets()) {
                assertThat(server.exchange(secret)).isEqualTo(200);
            }
            assertThat(output.getAll()).doesNotContain("A request failed");
        } finally {
            callers.shutdownNow();
            postgres.close();
        }
    }

    private Void change(TestServer server, Ledger ledger, int first) throws IOException, InterruptedException {
        int next = first;
        while (!isOver.get()) {
            assertThat(next).as("the next token of a caller").isLessThan(first + TOKENS_OF_A_CALLER);
            if (isAnswered(ledger.account(next).change(server::send))) {
                acknowledged.incrementAndGet();
            } else {
                next++;
                waitForTheDatabase(server);
            }
        }
        return null;
    }

    private void waitForTheDatabase(TestServer server) throws IOException, InterruptedException {
        back.await();
        // The pool replaces its connections one by one.
        while (!isOver.get()
                && !isAnswered(server.send("POST", TestServer.TOKENS + "search", TestServer.SEARCH, "{}"))) {}
    }

    /** Accepts success, or a problem that names the cause. */
    private boolean isAnswered(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return true;
        }
        refused.incrementAndGet();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body()).contains("ry again in 5 seconds");
        return false;
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private Path data() {
        return directory.resolve("postgres");
    }

    /** Stops PostgreSQL in immediate mode, so that it has to recover at the next start. */
    private void crash(EmbeddedPostgres postgres) throws IOException, InterruptedException {
        long id = Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).get(0));
        ProcessHandle process = ProcessHandle.of(id).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", Long.toString(id))
                        .start()
                        .waitFor())
                .isZero();
        process.onExit().join();
        // It is about to log, with a stack trace, that there is nothing to stop.
        ((Logger) LoggerFactory.getLogger(postgres.getClass())).setLevel(Level.OFF);
    }

    /** Waits until the counter reaches a value. */
    private void until(String what, AtomicInteger count, int enough) throws Exception {
        long begin = System.nanoTime();
        while (count.get() < enough) {
            for (Future<?> caller : work) {
                try {
                    // A caller that has ended has failed.
                    caller.get(5, TimeUnit.MILLISECONDS);
                } catch (TimeoutException goesOn) {
                    continue;
                }
            }
            assertThat(System.nanoTime() - begin).as(what).isLessThan(TimeUnit.MINUTES.toNanos(1));
        }
    }
}
