package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetriesTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "PATCH", "UPDATE"})
    void repeatsWhatIsSafeToRepeat(Operation operation) {
        SERVICE.answers(status(500), status(429), status(502), json(ANY));

        SERVICE.client().send(operation.call());

        assertThat(SERVICE.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.getBodyAsString())
                    .isEqualTo(SERVICE.requests().get(0).getBodyAsString());
            assertThat(request.getUrl()).isEqualTo(SERVICE.requests().get(0).getUrl());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 406, 409, 413, 415, 422})
    void doesNotRepeatWhatTheClientDidWrong(int status) {
        SERVICE.answers(status(status));

        Operation.failure(SERVICE.client(), Operation.SEARCH);

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void repeatsWhereNothingListens() throws IOException {
        TokenApiClient client = SERVICE.builder().baseUri(nobody()).build();

        TokenApiException failure = Operation.failure(client, Operation.SEARCH);

        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessage("searchApiTokens: no connection (java.net.ConnectException)")
                .hasCauseInstanceOf(java.net.ConnectException.class);
        assertThat(SERVICE.waits()).hasSize(3);
    }

    @Test
    void knowsThatNothingWasSentWhereNothingListens() throws IOException {
        TokenApiClient client = SERVICE.builder().baseUri(nobody()).build();

        TokenApiException failure = Operation.failure(client, Operation.REGENERATE);

        assertThat(failure).isInstanceOf(TransportException.class);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.waits()).isEmpty();
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void waitsARandomTimeThatDoublesUpToALimit() {
        SERVICE.answers(status(500));
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(5));

        Operation.failure(SERVICE.builder().retryPolicy(policy).build(), Operation.SEARCH);

        assertThat(SERVICE.waits()).hasSize(4);
        List<Integer> most = List.of(1, 2, 3, 3);
        for (int i = 0; i < 4; i++) {
            assertThat(SERVICE.waits().get(i)).isBetween(Duration.ZERO, Duration.ofSeconds(most.get(i)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0, 0", "1, 1.0, 200", "2, 0.5, 200", "3, 1.0, 800", "10, 1.0, 5000", "2000, 1.0, 5000"})
    void delaysByTheShareThatChanceGives(int attempts, double random, long millis) {
        assertThat(RetryPolicy.DEFAULT.delay(attempts, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void doesNotWaitTheSameTimeEachTime() {
        SERVICE.answers(status(500));
        TokenApiClient client = SERVICE.client();

        IntStream.range(0, 3).forEach(i -> Operation.failure(client, Operation.SEARCH));

        assertThat(SERVICE.waits()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void givesUpAtOnceIfTheServiceAsksToWaitBeyondTheTotalTime() {
        SERVICE.answers(status(503).withHeader("Retry-After", "121"));

        TokenApiException failure = Operation.failure(SERVICE.client(), Operation.SEARCH);

        assertThat(((FailureException) failure).retryAfter()).contains(Duration.ofSeconds(121));
        assertThat(SERVICE.requests()).hasSize(1);
        assertThat(SERVICE.waits()).isEmpty();
    }

    @Test
    void givesUpWhenTheWaitsTogetherWouldTakeMoreThanTheTotalTime() {
        SERVICE.answers(status(429).withHeader("Retry-After", "50"));

        Operation.failure(SERVICE.client(), Operation.SEARCH);

        assertThat(SERVICE.waits()).containsExactly(Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    @Test
    void anAttemptMayTakeNoLongerThanWhatIsLeftOfTheTotalTime() {
        SERVICE.answers(json(ANY).withFixedDelay(10_000));
        RetryPolicy policy = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMillis(150));

        assertThat(Operation.failure(SERVICE.builder().retryPolicy(policy).build(), Operation.SEARCH))
                .hasMessage("searchApiTokens: no complete answer within 150 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sat, 21 Nov 2026 12:00:00 GMT", "0"})
    void waitsNotAtAllForATimeThatIsPast(String retryAfter) {
        SERVICE.answers(status(503).withHeader("Retry-After", retryAfter), json(ANY));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.waits()).containsExactly(Duration.ZERO);
    }

    @Test
    void sendsNothingIfTheTokenTookTheWholeTime() {
        TokenApiException failure = Operation.failure(clientWhoseTokenIsLate(), Operation.REGENERATE);

        assertThatItWasTooLate(failure);
    }

    @Test
    void sendsNothingWithoutWaitingIfTheTokenTookTheWholeTime() {
        CompletableFuture<?> call = clientWhoseTokenIsLate().sendAsync(Operation.REGENERATE.call());

        assertThatItWasTooLate(call.handle((value, failure) -> failure).join());
    }

    private static TokenApiClient clientWhoseTokenIsLate() {
        SERVICE.answers(json(ANY));
        return SERVICE.builder()
                .credentials(Credentials.supplier(() -> {
                    SERVICE.advance(Duration.ofMinutes(3));
                    return Secret.of("late");
                }))
                .build();
    }

    private static void assertThatItWasTooLate(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.outcomeUnknown()).isFalse())
                .hasMessage("triggerApiTokenAction: no time is left");
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void theTotalTimeDoesNotDependOnTheClockOfTheSystem() {
        TokenApiClient client = TokenApiClient.builder()
                .baseUri(SERVICE.uri())
                .credentials(Credentials.bearer("t"))
                .build();

        long before = System.nanoTime();
        long told = client.transport().ticker().getAsLong();

        assertThat(told - before).isBetween(0L, System.nanoTime() - before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "999999999999999999999999999999"})
    void givesUpAtOnceIfTheServiceAsksToWaitForAges(String retryAfter) {
        SERVICE.answers(status(503).withHeader("Retry-After", retryAfter));

        TokenApiException failure = Operation.failure(SERVICE.client(), Operation.SEARCH);

        assertThat(((FailureException) failure).retryAfter()).contains(Duration.ofSeconds(999_999_999));
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", ""})
    void backsOffByItselfIfRetryAfterSaysNothing(String retryAfter) {
        SERVICE.answers(status(503).withHeader("Retry-After", retryAfter), json(ANY));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(200)));
    }

    @Test
    void sendsOnceIfThePolicyIsNever() {
        SERVICE.answers(status(503));

        Operation.failure(SERVICE.builder().retryPolicy(RetryPolicy.NEVER).build(), Operation.SEARCH);

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void refusesAPolicyThatCannotBeOne() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, second, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second.negated(), second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, second.negated(), second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, second, Duration.ZERO));
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, ages, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, ages, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, second, ages));
    }
}
