package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.held;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.matching.UrlPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ManyThreadsTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final UrlPattern TOKEN_ENDPOINT = urlPathMatching(".*/token");
    private static final UrlPattern OPERATIONS = urlPathMatching(".*/search");
    private static final int THREADS = 200;

    @Test
    void tenThousandCallsFrom200ThreadsRenewTheCredentialsOnce() throws Exception {
        SERVICE.responds(OPERATIONS, json(ANY));
        scriptTheTokenEndpoint();
        TokenApiClient client = client();
        client.send(SampleCall.SEARCH.call());
        // The token has expired, so all threads need another one at the same time.
        SERVICE.advance(Duration.ofHours(1));

        fromManyThreads(() -> {
            for (int i = 0; i < 50; i++) {
                client.send(SampleCall.SEARCH.call());
            }
        });

        assertThat(SERVICE.requests(OPERATIONS)).hasSize(10_001);
        assertThat(SERVICE.requests(TOKEN_ENDPOINT)).hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedToManyThreadsIsRenewedOnce() throws Exception {
        scriptTheTokenEndpoint();
        SERVICE.responds(OPERATIONS, json(ANY));
        SERVICE.server()
                .stubFor(any(OPERATIONS)
                        .withHeader("Authorization", equalTo("Bearer a1"))
                        .willReturn(status(401)));
        TokenApiClient client = client();

        fromManyThreads(() -> client.send(SampleCall.SEARCH.call()));

        assertThat(SERVICE.requests(TOKEN_ENDPOINT)).hasSize(2);
    }

    @Test
    void aFailureToRenewFailsEachCallThatWaited() {
        SERVICE.responds(TOKEN_ENDPOINT, held(status(403)));
        TokenApiClient client = client();

        CompletableFuture<?> search = client.sendAsync(SampleCall.SEARCH.call());
        CompletableFuture<?> patch = client.sendAsync(SampleCall.PATCH.call());
        SERVICE.release();

        assertThat(search.handle((value, failure) -> failure).join())
                .hasMessage("searchApiTokens: the token endpoint returned 403");
        assertThat(patch.handle((value, failure) -> failure).join())
                .hasMessage("patchApiToken: the token endpoint returned 403");
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void whoCancelsDoesNotTakeTheOthersWhoWaitForTheSameTokenAlong() {
        SERVICE.responds(TOKEN_ENDPOINT, held(json("{\"access_token\": \"a1\"}")));
        SERVICE.responds(OPERATIONS, json(ANY));
        TokenApiClient client = client();

        CompletableFuture<?> first = client.sendAsync(SampleCall.SEARCH.call());
        CompletableFuture<?> second = client.sendAsync(SampleCall.SEARCH.call());
        first.cancel(true);
        SERVICE.release();

        assertThat(second.join()).isNotNull();
        assertThat(SERVICE.requests(OPERATIONS)).hasSize(1);
        assertThat(SERVICE.requests(TOKEN_ENDPOINT)).hasSize(1);
    }

    private static TokenApiClient client() {
        return SERVICE.builder()
                .credentials(Credentials.apiToken("CUSTOMER", Secret.of("vidb_1")))
                .build();
    }

    private static void scriptTheTokenEndpoint() {
        SERVICE.responds(
                TOKEN_ENDPOINT,
                json("{\"access_token\": \"a1\", \"expires_in\": 1800}"),
                json("{\"access_token\": \"a2\", \"expires_in\": 1800}"));
    }

    private static void fromManyThreads(Runnable task) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    task.run();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
