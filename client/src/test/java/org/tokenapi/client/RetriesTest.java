package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    private static final ContractService SERVICE = new ContractService();

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "PATCH", "UPDATE"})
    void repeatsWhatIsSafeToRepeat(SampleCall operation) {
        SERVICE.on(operation).respond(500).respond(429).undeclared(502);

        SERVICE.client().send(operation.call());

        assertThat(SERVICE.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo(SERVICE.requests().get(0).body());
            assertThat(request.target()).isEqualTo(SERVICE.requests().get(0).target());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 406, 409, 413, 415, 422})
    void doesNotRepeatWhatTheClientDidWrong(int status) {
        SERVICE.on(SampleCall.SEARCH).undeclared(status);

        SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void repeatsWhereNothingListens() throws IOException {
        URI unused = unusedAddress();
        TokenApiClient client = SERVICE.builder().baseUri(unused).build();

        TokenApiException failure = SampleCall.failure(client, SampleCall.SEARCH);

        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessage(
                        "searchApiTokens: cannot connect to " + unused.getAuthority() + " (java.net.ConnectException)")
                .hasCauseInstanceOf(java.net.ConnectException.class);
        assertThat(SERVICE.pauses()).hasSize(3);
    }

    @Test
    void knowsThatNothingWasSentWhereNothingListens() throws IOException {
        TokenApiClient client = SERVICE.builder().baseUri(unusedAddress()).build();

        TokenApiException failure = SampleCall.failure(client, SampleCall.REGENERATE);

        assertThat(failure).isInstanceOf(TransportException.class);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.pauses()).isEmpty();
    }

    private static URI unusedAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void waitsARandomTimeThatDoublesUpToALimit() {
        SERVICE.on(SampleCall.SEARCH).respond(500).times(5);
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(5));

        SampleCall.failure(SERVICE.builder().retryPolicy(policy).build(), SampleCall.SEARCH);

        assertThat(SERVICE.pauses()).hasSize(4);
        List<Integer> most = List.of(1, 2, 3, 3);
        for (int i = 0; i < 4; i++) {
            assertThat(SERVICE.pauses().get(i)).isBetween(Duration.ZERO, Duration.ofSeconds(most.get(i)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.0, 0", "1, 1.0, 200", "2, 0.5, 200", "3, 1.0, 800", "10, 1.0, 5000", "2000, 1.0, 5000"})
    void delaysByTheShareThatChanceGives(int attempts, double random, long millis) {
        assertThat(RetryPolicy.DEFAULT.delay(attempts, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void doesNotWaitTheSameTimeEachTime() {
        SERVICE.on(SampleCall.SEARCH).respond(500).times(12);
        TokenApiClient client = SERVICE.client();

        IntStream.range(0, 3).forEach(i -> SampleCall.failure(client, SampleCall.SEARCH));

        assertThat(SERVICE.pauses()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void givesUpAtOnceIfTheServiceAsksToWaitBeyondTheTotalTime() {
        SERVICE.on(SampleCall.SEARCH).respond(503).header("Retry-After", "121");

        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(((FailureException) failure).retryAfter()).contains(Duration.ofSeconds(121));
        assertThat(SERVICE.requests()).hasSize(1);
        assertThat(SERVICE.pauses()).isEmpty();
    }

    @Test
    void givesUpWhenTheWaitsTogetherWouldTakeMoreThanTheTotalTime() {
        SERVICE.on(SampleCall.SEARCH).respond(429).header("Retry-After", "50").times(3);

        SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(SERVICE.pauses()).containsExactly(Duration.ofSeconds(50), Duration.ofSeconds(50));
    }

    @Test
    void anAttemptMayTakeNoLongerThanWhatIsLeftOfTheTotalTime() throws IOException {
        RetryPolicy policy = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMillis(150));
        try (RawServer silent = new RawServer("", RawServer.End.WAIT)) {
            TokenApiClient client =
                    SERVICE.builder().baseUri(silent.uri()).retryPolicy(policy).build();

            assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                    .hasMessage("searchApiTokens: no complete response within 150 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sat, 21 Nov 2026 12:00:00 GMT", "0"})
    void waitsNotAtAllForATimeThatIsPast(String retryAfter) {
        SERVICE.on(SampleCall.SEARCH).respond(503).header("Retry-After", retryAfter);

        SERVICE.client().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.pauses()).containsExactly(Duration.ZERO);
    }

    @Test
    void sendsNothingIfTheTokenTookTheWholeTime() {
        TokenApiException failure = SampleCall.failure(clientWhoseTokenIsLate(), SampleCall.REGENERATE);

        assertThatItWasTooLate(failure);
    }

    @Test
    void sendsNothingWithoutWaitingIfTheTokenTookTheWholeTime() {
        CompletableFuture<?> call = clientWhoseTokenIsLate().sendAsync(SampleCall.REGENERATE.call());

        assertThatItWasTooLate(call.handle((value, failure) -> failure).join());
    }

    private static TokenApiClient clientWhoseTokenIsLate() {
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
                .hasMessage("triggerApiTokenAction: the total time is used up");
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void theTotalTimeDoesNotDependOnTheClockOfTheSystem() {
        TokenApiClient client = TokenApiClient.builder()
                .baseUri(SERVICE.uri())
                .credentials(Credentials.bearer("t"))
                .build();

        long before = System.nanoTime();
        long elapsedFrom = client.transport().ticker().getAsLong();

        assertThat(elapsedFrom - before).isBetween(0L, System.nanoTime() - before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "999999999999999999999999999999"})
    void givesUpAtOnceIfTheServiceAsksToWaitForAges(String retryAfter) {
        SERVICE.on(SampleCall.SEARCH).undeclared(503).header("Retry-After", retryAfter);

        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(((FailureException) failure).retryAfter()).contains(Duration.ofSeconds(999_999_999));
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", ""})
    void backsOffByItselfIfRetryAfterSaysNothing(String retryAfter) {
        SERVICE.on(SampleCall.SEARCH).undeclared(503).header("Retry-After", retryAfter);

        SERVICE.client().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.pauses())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(200)));
    }

    @Test
    void sendsOnceIfThePolicyIsNever() {
        SERVICE.on(SampleCall.SEARCH).respond(503);

        SampleCall.failure(SERVICE.builder().retryPolicy(RetryPolicy.NEVER).build(), SampleCall.SEARCH);

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
