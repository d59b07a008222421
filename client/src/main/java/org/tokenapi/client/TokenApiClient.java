package org.tokenapi.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.tokenapi.client.generated.invoker.RFC3339JavaTimeModule;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the token management operations of one host.
 *
 * <pre>{@code
 * try (TokenApiClient tokens = TokenApiClient.builder()
 *         .baseUri(URI.create("https://idp.example"))
 *         .credentials(Credentials.apiToken("CUSTOMER", secret))
 *         .build()) {
 *     Secret renewed = tokens.apiTokens("CUSTOMER").regenerate(id).getToken();
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; make one and share it. All operations use one {@link HttpClient}, and so one pool of
 * connections. Redirects are not followed, so credentials go to no other host. Each attempt is written to the
 * {@link System.Logger} {@code org.tokenapi.client} at the level DEBUG, and an access token that could not be renewed at
 * WARNING, without headers, bodies and paths. The HTTP client of the JDK has logs of its own, which can show headers, and so
 * access tokens, and what it could not parse: leave the system properties {@code jdk.httpclient.HttpClient.log} and
 * {@code jdk.internal.httpclient.debug} unset, and the loggers of the same names above DEBUG.
 */
public final class TokenApiClient implements AutoCloseable {
    private final Credentials credentials;
    private final Transport transport;
    private final TokenSource tokens;
    private final RetryPolicy policy;
    private final AutoCloseable owned;
    private volatile boolean closed;

    /** @param owned closed together with this client */
    TokenApiClient(Credentials credentials, Transport transport, RetryPolicy policy, AutoCloseable owned) {
        this.credentials = credentials;
        this.transport = transport;
        this.tokens = credentials.open(transport);
        this.policy = policy;
        this.owned = owned;
    }

    /** Starts with nothing set; {@link Builder#baseUri} and {@link Builder#credentials} are needed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The API tokens of a tenant of Identity Services: search, patch, regenerate.
     *
     * @param tenant such as {@code CUSTOMER}
     */
    public ApiTokens apiTokens(String tenant) {
        return new ApiTokens(this, tenant);
    }

    /** The tokens of Cloud Director: update. */
    public CloudDirectorTokens cloudDirectorTokens() {
        return new CloudDirectorTokens(this);
    }

    /**
     * The sync clients of a tenant's directories: generate credentials.
     *
     * @param tenant such as {@code CUSTOMER}
     */
    public SyncClients syncClients(String tenant) {
        return new SyncClients(this, tenant);
    }

    /**
     * Sends a call and waits for its end. Interrupting the thread cancels the call; the thread stays interrupted.
     *
     * @throws TokenApiException if it does not succeed
     * @throws IllegalStateException if the client is closed, or has a defect
     */
    public <T> T send(Call<T> call) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(call, false, null);
        }
        Execution<T> execution = start(call, Thread.currentThread());
        try {
            execution.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // If it has just ended, what it brought must not be lost: perhaps a new secret.
            if (execution.cancel(true)) {
                throw interrupted(call, execution.isOutcomeUnknown(), e);
            }
        } catch (ExecutionException e) {
            // The same is told below.
        }
        try {
            return execution.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TokenApiException failure) {
                // Nobody else has it, and this thread's stack tells who called.
                failure.fillInStackTrace();
                throw failure;
            }
            throw new IllegalStateException(
                    call.operation() + " failed by a defect of the client or of what was handed to it", e.getCause());
        }
    }

    private static TransportException interrupted(Call<?> call, boolean unknown, @Nullable Throwable cause) {
        return new TransportException(call.operation(), "the thread was interrupted", unknown, cause);
    }

    /**
     * Sends a call without waiting and without holding a thread. Cancelling the future, or completing it with a time limit
     * such as {@link CompletableFuture#orTimeout}, ends what is under way and drops its connection; whether what was sent is
     * carried out is then unknown. Only this future does that, not one that depends on it. What depends on it runs on a thread
     * of the HTTP client's executor or of the common pool, so it must not block.
     *
     * @return fails with a {@link TokenApiException}
     * @throws IllegalStateException if the client is closed
     */
    public <T> CompletableFuture<T> sendAsync(Call<T> call) {
        return start(call, null);
    }

    private <T> Execution<T> start(Call<T> call, @Nullable Thread caller) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        return Execution.start(this, call, caller);
    }

    Transport transport() {
        return transport;
    }

    TokenSource tokens() {
        return tokens;
    }

    RetryPolicy policy() {
        return policy;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Takes no further calls and makes no further attempts. Requests under way go on; on Java 21 and later this waits for
     * their end, and closes the connections. An HTTP client that was handed in stays open.
     */
    @Override
    public void close() {
        closed = true;
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client can't be closed", e);
        }
    }

    /** An HTTP client as something to close, which it is from Java 21 on; before, closing does nothing. */
    static AutoCloseable closeable(Object http) {
        return http instanceof AutoCloseable closeable ? closeable : () -> {};
    }

    /** The host and the kind of credentials. */
    @Override
    public String toString() {
        return "TokenApiClient of " + transport.baseUri() + ", " + credentials;
    }

    /** Collects the settings of a client. Not thread-safe. */
    public static final class Builder {
        private @Nullable URI baseUri;
        private @Nullable Credentials credentials;
        private @Nullable HttpClient httpClient;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration attemptTimeout = Duration.ofSeconds(30);
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
        private int largestResponse = 10 * 1024 * 1024;
        private String userAgent = "";
        private @Nullable Clock clock;
        private Transport.Waiting waiting = Transport::timer;

        private Builder() {}

        /**
         * The address of the service; the paths of the contract are added to it.
         *
         * @param baseUri an absolute {@code http} or {@code https} URI without user, query or fragment
         * @throws IllegalArgumentException if it is another kind of URI
         */
        public Builder baseUri(URI baseUri) {
            boolean web = "https".equalsIgnoreCase(baseUri.getScheme()) || "http".equalsIgnoreCase(baseUri.getScheme());
            if (!web || baseUri.getHost() == null) {
                throw new IllegalArgumentException("baseUri must be an absolute http or https URI with a host");
            }
            if (baseUri.getRawUserInfo() != null || baseUri.getRawQuery() != null || baseUri.getRawFragment() != null) {
                throw new IllegalArgumentException("baseUri must have neither user nor query nor fragment");
            }
            this.baseUri = URI.create(baseUri.toString().replaceAll("/+$", ""));
            return this;
        }

        /** What to prove oneself with. */
        public Builder credentials(Credentials credentials) {
            this.credentials = Objects.requireNonNull(credentials);
            return this;
        }

        /**
         * The HTTP client to use, for example for a proxy, for TLS settings or for an executor. The connect timeout of this
         * builder then has no effect. Without this it is one of its own for HTTP/1.1; one for HTTP/2, which is the default of
         * the JDK, fails calls beyond the number that the server takes at once.
         *
         * @throws IllegalArgumentException if it follows redirects: credentials would follow along
         */
        public Builder httpClient(HttpClient httpClient) {
            if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "httpClient must not follow redirects, because credentials would follow along");
            }
            this.httpClient = httpClient;
            return this;
        }

        /**
         * How long to wait for a connection. Default: 10 seconds.
         *
         * @throws IllegalArgumentException if it is not positive, or longer than a day
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = positive("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * How long one attempt may take, from its start to the last byte of the answer. Default: 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive, or longer than a day
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = positive("attemptTimeout", attemptTimeout);
            return this;
        }

        /** How often and how long to try. Default: {@link RetryPolicy#DEFAULT}. */
        public Builder retryPolicy(RetryPolicy retryPolicy) {
            this.retryPolicy = Objects.requireNonNull(retryPolicy);
            return this;
        }

        /**
         * The most bytes of an answer that are read; a larger one fails. Default: 10 MiB.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder largestResponse(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("largestResponse must be positive");
            }
            this.largestResponse = bytes;
            return this;
        }

        /**
         * What stands before the client's own name in the User-Agent header, such as {@code rotation-job/2.1}.
         *
         * @throws IllegalArgumentException if it is not made of printable ASCII characters
         */
        public Builder userAgent(String product) {
            if (!product.matches("[ -~]*")) {
                throw new IllegalArgumentException("userAgent must be of printable ASCII characters");
            }
            this.userAgent = product.isBlank() ? "" : product.trim() + " ";
            return this;
        }

        /**
         * The clock that the life of access tokens, dates in {@code Retry-After} and the total time of a call are held
         * against. For tests: without it the total time does not depend on how the clock of the system is set.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock);
            return this;
        }

        /** How to wait before another attempt. */
        Builder waiting(Transport.Waiting waiting) {
            this.waiting = waiting;
            return this;
        }

        /**
         * Makes the client. Nothing is sent yet.
         *
         * @throws IllegalStateException if the base URI or the credentials are missing
         */
        public TokenApiClient build() {
            if (baseUri == null || credentials == null) {
                throw new IllegalStateException((baseUri == null ? "baseUri" : "credentials") + " is missing");
            }
            HttpClient http = httpClient == null ? newHttpClient() : httpClient;
            Transport transport = new Transport(
                    http,
                    baseUri,
                    attemptTimeout,
                    largestResponse,
                    userAgent + UserAgent.CLIENT,
                    mapper(),
                    clock == null ? Clock.systemUTC() : clock,
                    clock == null ? System::nanoTime : ticker(clock),
                    waiting);
            AutoCloseable owned = httpClient == null ? closeable(http) : () -> {};
            return new TokenApiClient(credentials, transport, retryPolicy, owned);
        }

        private static LongSupplier ticker(Clock clock) {
            return () -> {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000 + now.getNano();
            };
        }

        private static JsonMapper mapper() {
            return JsonMapper.builder()
                    // What was never set is absent, and what is newer than this client is passed over.
                    .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .addModule(new JsonNullableJackson3Module())
                    .addModule(new RFC3339JavaTimeModule())
                    .addModule(new SecretModule())
                    .build();
        }

        private HttpClient newHttpClient() {
            // With HTTP/2 that of the JDK has one connection, on which it fails whatever is more than the server's
            // limit at
            // once, mostly 100 (JDK-8225647), and without TLS an upgrade, which many servers and proxies get wrong.
            return HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        }

        private static Duration positive(String name, Duration duration) {
            if (duration.isZero() || duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(name + " must be positive and at most a day");
            }
            return duration;
        }
    }
}
