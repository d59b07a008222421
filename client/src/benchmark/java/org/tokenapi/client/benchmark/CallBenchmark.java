package org.tokenapi.client.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.Search;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.bare.api.ApiTokensApi;
import org.tokenapi.client.bare.invoker.ApiClient;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch;
import org.tokenapi.client.generated.model.Filter;

/**
 * One call, from its arguments to the model of the response, by this client, by hand-written code, and by the client
 * that the generator creates on its own. Run by {@link SideBySide}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 3, time = 2)
public class CallBenchmark {
    /** The number of concurrent calls. */
    static final int CONCURRENT = 200;

    private static final String ACCESS_TOKEN = "mF_9.B5f-4.1JqM";
    private static final String TENANT = "CUSTOMER";
    private static final String ID = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01";

    /** {@code search} returns a page of 20 tokens, {@code patch} one token. */
    @Param({"search", "patch"})
    public String operation;

    private final ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT);
    private TokenApiClient client;
    private Callable<Object> client1;
    private Supplier<CompletableFuture<?>> client200;
    private Callable<Object> handWritten1;
    private Supplier<CompletableFuture<?>> handWritten200;
    private Callable<Object> bare1;

    /** For JMH. */
    public CallBenchmark() {}

    /** Creates the three clients. */
    @Setup
    public void connect() {
        URI uri = URI.create("http://127.0.0.1:" + Integer.getInteger("port"));
        client = TokenApiClient.builder()
                .baseUri(uri)
                .credentials(Credentials.bearer(ACCESS_TOKEN))
                .build();
        HandWritten handWritten = new HandWritten(uri, ACCESS_TOKEN);
        ApiTokensApi bare = bare(uri);
        if (operation.equals("search")) {
            client1 = () -> client.apiTokens(TENANT).searchPage(search(), 1);
            client200 = () -> client.apiTokens(TENANT).searchPageAsync(search(), 1);
            handWritten1 = () -> handWritten.search(TENANT, 1, 20, searchBody());
            handWritten200 = () -> handWritten.searchAsync(TENANT, 1, 20, searchBody());
            bare1 = () -> bare.searchApiTokens(TENANT, 1, 20, bareSearchBody());
        } else {
            client1 = () -> client.apiTokens(TENANT).patch(ID, change());
            client200 = () -> client.apiTokens(TENANT).patchAsync(ID, change());
            handWritten1 = () -> handWritten.patch(TENANT, ID, change());
            handWritten200 = () -> handWritten.patchAsync(TENANT, ID, change());
            bare1 = () -> bare.patchApiToken(TENANT, ID, bareChange());
        }
    }

    /** Closes the client and stops the threads. */
    @TearDown
    public void close() {
        client.close();
        threads.shutdown();
    }

    /** This client, one caller. */
    @Benchmark
    public Object client1() throws Exception {
        return client1.call();
    }

    /** Hand-written, one caller. */
    @Benchmark
    public Object handWritten1() throws Exception {
        return handWritten1.call();
    }

    /** Generated only, one caller. */
    @Benchmark
    public Object bare1() throws Exception {
        return bare1.call();
    }

    /** This client, asynchronously. */
    @Benchmark
    @OperationsPerInvocation(CONCURRENT)
    public Object client200() {
        return all(client200);
    }

    /** Hand-written, asynchronously. */
    @Benchmark
    @OperationsPerInvocation(CONCURRENT)
    public Object handWritten200() {
        return all(handWritten200);
    }

    /** Generated only. It blocks until each response is complete, so it needs a thread for each call. */
    @Benchmark
    @OperationsPerInvocation(CONCURRENT)
    public Object bare200() throws Exception {
        for (Future<Object> call : threads.invokeAll(Collections.nCopies(CONCURRENT, bare1))) {
            call.get();
        }
        return threads;
    }

    private static Object all(Supplier<CompletableFuture<?>> call) {
        List<CompletableFuture<?>> calls = new ArrayList<>(CONCURRENT);
        for (int i = 0; i < CONCURRENT; i++) {
            calls.add(call.get());
        }
        calls.forEach(CompletableFuture::join);
        return calls;
    }

    private static ApiTokensApi bare(URI uri) {
        ApiClient bare = new ApiClient();
        bare.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        bare.updateBaseUri(uri.toString());
        bare.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + ACCESS_TOKEN));
        return new ApiTokensApi(bare);
    }

    private static Search search() {
        return Search.where("token_status").equalTo("ACTIVE").pageSize(20);
    }

    private static ApiTokenSearch searchBody() {
        return new ApiTokenSearch()
                .and(List.of(new Filter().key("token_status").operator("EQUALS").values(List.of("ACTIVE"))));
    }

    private static org.tokenapi.client.bare.model.ApiTokenSearch bareSearchBody() {
        return new org.tokenapi.client.bare.model.ApiTokenSearch()
                .and(List.of(new org.tokenapi.client.bare.model.Filter()
                        .key("token_status")
                        .operator("EQUALS")
                        .values(List.of("ACTIVE"))));
    }

    private static ApiTokenPatch change() {
        return new ApiTokenPatch().tokenDisplayName("nightly-build");
    }

    private static org.tokenapi.client.bare.model.ApiTokenPatch bareChange() {
        return new org.tokenapi.client.bare.model.ApiTokenPatch().tokenDisplayName("nightly-build");
    }
}
