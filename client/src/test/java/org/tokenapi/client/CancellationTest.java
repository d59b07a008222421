package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class CancellationTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final String HALF =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"";

    @ParameterizedTest
    @EnumSource
    void cancellingDropsTheConnectionAndNothingFollows(SampleCall operation) throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            CompletableFuture<?> call = client.sendAsync(operation.call());
            server.received().get();

            assertThat(call.cancel(true)).isTrue();

            server.dropped().get();
            assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
            assertThat(server.requests()).isEqualTo(1);
            assertThat(SERVICE.pauses()).isEmpty();
        }
    }

    @Test
    void aTimeLimitOfTheCallerDropsTheConnectionAsWell() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            CompletableFuture<?> call =
                    client.sendAsync(SampleCall.SEARCH.call()).orTimeout(200, TimeUnit.MILLISECONDS);

            assertThatThrownBy(call::join).hasCauseInstanceOf(TimeoutException.class);

            server.dropped().get();
            assertThat(SERVICE.pauses()).isEmpty();
        }
    }

    @Test
    void anAttemptThatTakesTooLongDropsItsConnection() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(server.uri())
                    .attemptTimeout(Duration.ofMillis(500))
                    .build();

            assertThat(SampleCall.failure(client, SampleCall.REGENERATE)).isInstanceOf(TransportException.class);

            server.dropped().get();
        }
    }

    @Test
    void aBodyThatIsTooLargeDropsItsConnection() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client =
                    SERVICE.builder().baseUri(server.uri()).largestResponse(1).build();

            assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                    .isInstanceOf(UnreadableResponseException.class)
                    .hasMessageEndingWith("the body is larger than largestResponse, 1 bytes");

            server.dropped().get();
        }
    }

    /** A client whose pause before the next attempt ends when the test says so. */
    private static TokenApiClient.Builder waiting(CompletableFuture<Void> wait, CountDownLatch waiting) {
        SERVICE.responds(status(503));
        return SERVICE.builder().waiting(duration -> {
            waiting.countDown();
            return wait;
        });
    }

    @Test
    void cancellingDuringAWaitLeavesNoFurtherAttempt() throws InterruptedException {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<?> call = waiting(wait, waiting).build().sendAsync(SampleCall.SEARCH.call());
        waiting.await();

        // The call cancels the pause even if it learns of it only after its own cancellation.
        call.cancel(true);
        assertThatThrownBy(wait::join).isInstanceOf(CancellationException.class);

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "REGENERATE"})
    void interruptingEndsTheCallAndSaysWhetherTheOutcomeIsUnknown(SampleCall operation) throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            AtomicReference<TokenApiException> failure = new AtomicReference<>();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                failure.set(SampleCall.failure(client, operation));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            server.received().get();

            caller.interrupt();
            caller.join();

            server.dropped().get();
            assertThat(failure.get())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the thread was interrupted")
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(failure.get().outcomeUnknown()).isEqualTo(operation == SampleCall.REGENERATE);
            assertThat(interrupted.get()).isTrue();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadySendsNothing() {
        Thread.currentThread().interrupt();
        try {
            TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.REGENERATE);

            assertThat(failure).isInstanceOf(TransportException.class);
            assertThat(failure.outcomeUnknown()).isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void interruptingWhileOnlyATokenIsAskedForLeavesTheOutcomeKnown() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(server.uri())
                    .credentials(Credentials.apiToken("CUSTOMER", Secret.of("vidb_1")))
                    .build();
            AtomicReference<TokenApiException> failure = new AtomicReference<>();
            Thread caller = new Thread(() -> failure.set(SampleCall.failure(client, SampleCall.REGENERATE)));
            caller.start();
            server.received().get();

            caller.interrupt();
            caller.join();

            assertThat(failure.get().outcomeUnknown()).isFalse();
        }
    }

    @Test
    void aClosedClientTakesNoCall() {
        TokenApiClient client = SERVICE.client();
        client.close();
        client.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> client.send(SampleCall.SEARCH.call()))
                .withMessage("the client is closed");
        assertThatIllegalStateException().isThrownBy(() -> client.sendAsync(SampleCall.SEARCH.call()));
    }

    @Test
    void closingLeavesNoFurtherAttempt() throws InterruptedException {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        TokenApiClient client = waiting(wait, waiting).build();
        CompletableFuture<?> call = client.sendAsync(SampleCall.SEARCH.call());
        waiting.await();

        client.close();
        wait.complete(null);

        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(TransportException.class)
                .hasMessageContaining("the client is closed");
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void whatDependsOnACallDoesNotRunOnTheThreadOfTheTimers() throws IOException {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(server.uri())
                    .attemptTimeout(Duration.ofMillis(200))
                    .build();

            String thread = client.sendAsync(SampleCall.REGENERATE.call())
                    .handle((value, failure) -> Thread.currentThread().getName())
                    .join();

            assertThat(thread).doesNotContain("DelayScheduler");
        }
    }

    @Test
    void manyCallsWaitWithoutAThreadEach() throws InterruptedException {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(500);
        ExecutorService few = Executors.newFixedThreadPool(4);
        try {
            TokenApiClient client = waiting(wait, waiting)
                    .httpClient(HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .executor(few)
                            .build())
                    .build();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(client.sendAsync(SampleCall.SEARCH.call()));
            }

            // With a thread for each waiting call, the four threads would not get this far.
            waiting.await();

            assertThat(calls).noneMatch(CompletableFuture::isDone);
            SERVICE.server().resetAll();
            SERVICE.responds(json(ANY));
            wait.complete(null);
            calls.forEach(CompletableFuture::join);
        } finally {
            few.shutdown();
        }
    }

    @Test
    void anExecutorThatIsShutDownDuringAWaitEndsTheCall() {
        SERVICE.responds(status(503));
        ExecutorService executor = Executors.newCachedThreadPool();
        TokenApiClient client = SERVICE.builder()
                .httpClient(HttpClient.newBuilder().executor(executor).build())
                .waiting(duration -> CompletableFuture.runAsync(executor::shutdown))
                .build();

        assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                .isInstanceOf(OtherFailureException.class)
                .hasMessage("searchApiTokens: status 503")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(RejectedExecutionException.class));
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aTimeLimitHoldsWithAnExecutorThatTakesNoTasks() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (RawServer silent = new RawServer("", RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(silent.uri())
                    .httpClient(HttpClient.newBuilder().executor(executor).build())
                    .attemptTimeout(Duration.ofMillis(500))
                    .build();
            CompletableFuture<?> call = client.sendAsync(SampleCall.REGENERATE.call());
            silent.received().get();

            executor.shutdownNow();

            // Not join: the time limit of this test can interrupt only get.
            assertThatThrownBy(call::get).hasCauseInstanceOf(TransportException.class);
        }
    }
}
