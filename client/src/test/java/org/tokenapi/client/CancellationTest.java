package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
    void cancellingDropsTheConnectionAndNothingFollows(Operation operation) throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            CompletableFuture<?> call = client.sendAsync(operation.call());
            server.received().get();

            assertThat(call.cancel(true)).isTrue();

            server.dropped().get();
            assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
            assertThat(server.requests()).isEqualTo(1);
            assertThat(SERVICE.waits()).isEmpty();
        }
    }

    @Test
    void aTimeLimitOfTheCallerDropsTheConnectionAsWell() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            CompletableFuture<?> call =
                    client.sendAsync(Operation.SEARCH.call()).orTimeout(200, TimeUnit.MILLISECONDS);

            assertThatThrownBy(call::join).hasCauseInstanceOf(TimeoutException.class);

            server.dropped().get();
            assertThat(SERVICE.waits()).isEmpty();
        }
    }

    @Test
    void anAttemptThatTakesTooLongDropsItsConnection() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(server.uri())
                    .attemptTimeout(Duration.ofMillis(500))
                    .build();

            assertThat(Operation.failure(client, Operation.REGENERATE)).isInstanceOf(TransportException.class);

            server.dropped().get();
        }
    }

    @Test
    void aBodyThatIsTooLargeDropsItsConnection() throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client =
                    SERVICE.builder().baseUri(server.uri()).largestAnswer(1).build();

            assertThat(Operation.failure(client, Operation.SEARCH))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageEndingWith("the body is larger than 1 bytes");

            server.dropped().get();
        }
    }

    @Test
    void cancellingDuringAWaitLeavesNoFurtherAttempt() {
        SERVICE.answers(status(503));
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        TokenApiClient client = SERVICE.builder()
                .waiting(duration -> {
                    waiting.complete(null);
                    return wait;
                })
                .build();
        CompletableFuture<?> call = client.sendAsync(Operation.SEARCH.call());
        waiting.join();

        // The wait is known to the call a moment after it began.
        call.cancel(true);
        assertThatThrownBy(wait::join).isInstanceOf(CancellationException.class);

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "REGENERATE"})
    void interruptingEndsTheCallAndTellsWhetherTheOutcomeIsUnknown(Operation operation) throws Exception {
        try (RawServer server = new RawServer(HALF, RawServer.End.WAIT)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();
            AtomicReference<TokenApiException> failure = new AtomicReference<>();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                failure.set(Operation.failure(client, operation));
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
            assertThat(failure.get().outcomeUnknown()).isEqualTo(operation == Operation.REGENERATE);
            assertThat(interrupted.get()).isTrue();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadySendsNothing() {
        Thread.currentThread().interrupt();
        try {
            TokenApiException failure = Operation.failure(SERVICE.client(), Operation.REGENERATE);

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
            Thread caller = new Thread(() -> failure.set(Operation.failure(client, Operation.REGENERATE)));
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
                .isThrownBy(() -> client.send(Operation.SEARCH.call()))
                .withMessage("the client is closed");
        assertThatIllegalStateException().isThrownBy(() -> client.sendAsync(Operation.SEARCH.call()));
    }

    @Test
    void closingLeavesNoFurtherAttempt() {
        SERVICE.answers(status(503));
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        TokenApiClient client = SERVICE.builder()
                .waiting(duration -> {
                    waiting.complete(null);
                    return wait;
                })
                .build();
        CompletableFuture<?> call = client.sendAsync(Operation.SEARCH.call());
        waiting.join();

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

            String thread = client.sendAsync(Operation.REGENERATE.call())
                    .handle((value, failure) -> Thread.currentThread().getName())
                    .join();

            assertThat(thread).doesNotContain("DelayScheduler");
        }
    }

    @Test
    void manyCallsWaitWithoutAThreadEach() {
        SERVICE.answers(status(503), json(ANY));
        CompletableFuture<Void> wait = new CompletableFuture<>();
        TokenApiClient client =
                SERVICE.builder().waiting(duration -> wait.copy()).build();
        int before = Thread.activeCount();
        CompletableFuture<?>[] calls = new CompletableFuture<?>[500];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = client.sendAsync(Operation.SEARCH.call());
        }

        assertThat(Thread.activeCount()).isLessThan(before + 250);
        wait.complete(null);
        CompletableFuture.allOf(calls).join();
    }
}
