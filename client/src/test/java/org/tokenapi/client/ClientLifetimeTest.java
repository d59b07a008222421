package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client leaves behind. */
@Timeout(60)
final class ClientLifetimeTest {
    private static final int CLIENTS = 30;

    @RegisterExtension
    private static final Service SERVICE = new Service();

    @Test
    void closedClientsLeaveNeitherThreadsNorDescriptors() throws InterruptedException {
        SERVICE.responds(json(ANY));
        useAndClose();
        long threads = selectors();
        long descriptors = descriptors();

        for (int i = 0; i < CLIENTS; i++) {
            useAndClose();
        }

        // Before Java 21 a client ends when it is no longer reachable. The server closes its ends a little later. Other
        // tests of this JVM may have opened some descriptors too; each client had three, and the server one for it.
        collectUntil(() -> selectors() <= threads && descriptors() - descriptors < CLIENTS);
    }

    @Test
    void aConnectionThatMayHaveBeenIdleForTooLongIsNotUsedForWhatIsNeverRepeated() {
        SERVICE.responds(json(ANY));
        TokenApiClient client =
                SERVICE.builder().longestIdle(Duration.ofSeconds(4)).build();
        client.send(SampleCall.SEARCH.call());

        SERVICE.advance(Duration.ofSeconds(4));
        client.send(SampleCall.REGENERATE.call());
        assertThat(SERVICE.connections()).isEqualTo(1);

        SERVICE.advance(Duration.ofMillis(1));
        client.send(SampleCall.SEARCH.call());
        assertThat(SERVICE.connections()).isEqualTo(1);
        client.sendAsync(SampleCall.REGENERATE.call()).join();
        assertThat(SERVICE.connections()).isEqualTo(2);
        client.send(SampleCall.SEARCH.call());
        client.send(SampleCall.GENERATE_CREDENTIALS.call());
        assertThat(SERVICE.connections()).isEqualTo(2);
        client.close();
    }

    @Test
    void anExchangeThatMayUseUpItsTokenNeedsAFreshConnectionToo() {
        SERVICE.responds(json("{\"access_token\": \"a\", \"expires_in\": 60}"));
        TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.apiToken("T", Secret.of("vidb_1")))
                .build();
        client.send(SampleCall.SEARCH.call());

        SERVICE.advance(Duration.ofMinutes(2));
        client.send(SampleCall.SEARCH.call());

        assertThat(SERVICE.connections()).isEqualTo(2);
    }

    private static void useAndClose() {
        try (TokenApiClient client = SERVICE.builder().build()) {
            client.send(SampleCall.REGENERATE.call());
            client.sendAsync(SampleCall.REGENERATE.call()).join();
        }
    }

    /** Collects garbage until the condition holds, or the time limit of the test interrupts this thread. */
    private static void collectUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            System.gc();
        }
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(ClientLifetimeTest::isSelector)
                .count();
    }

    private static boolean isSelector(Thread thread) {
        return thread.getName().matches("HttpClient-.*-SelectorManager");
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    @Test
    void anExecutorThatWasShutDownBeforeEndsTheCall() {
        ExecutorService executor = Executors.newCachedThreadPool();
        TokenApiClient client = SERVICE.builder()
                .httpClient(HttpClient.newBuilder().executor(executor).build())
                .build();
        executor.shutdown();

        assertThat(SampleCall.failure(client, SampleCall.SEARCH)).isInstanceOf(TransportException.class);
        assertThat(SERVICE.requests()).isEmpty();
    }
}
