package org.tokenapi.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.tokenapi.client.generated.invoker.RFC3339JavaTimeModule;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client for the token management operations of one host.
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
 * <p>Immutable and thread-safe. Create one client and share it: all its operations use one {@link HttpClient} and its
 * pool of connections. Redirects are never followed, so credentials are sent to no other host.
 *
 * <p>The {@link System.Logger} {@code org.tokenapi.client} logs each attempt at DEBUG, and each failed renewal of an
 * access token at WARNING, without headers, bodies and paths. The HTTP client of the JDK has its own logs. They can
 * show headers, and with them access tokens, and responses that it cannot parse. Leave the system properties
 * {@code jdk.httpclient.HttpClient.log} and {@code jdk.internal.httpclient.debug} unset, and the loggers of the same
 * names above DEBUG.
 */
public final class TokenApiClient implements AutoCloseable {
    private final Credentials credentials;
    private final Transport transport;
    private final TokenSource tokens;
    private final RetryPolicy policy;
    private final AutoCloseable owned;
    private volatile boolean closed;

    /** @param owned is closed together with this client */
    TokenApiClient(Credentials credentials, Transport transport, RetryPolicy policy, AutoCloseable owned) {
        this.credentials = credentials;
        this.transport = transport;
        this.tokens = credentials.open(transport);
        this.policy = policy;
        this.owned = owned;
    }

    /**
     * A client with the settings of the environment, see {@link Builder#fromEnvironment}.
     *
     * @throws IllegalStateException if a setting is missing or is not valid; the message names it, without its value
     */
    public static TokenApiClient fromEnvironment() {
        return builder().fromEnvironment().build();
    }

    /** A builder. {@link Builder#baseUri} and {@link Builder#credentials} must be set. */
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

    /**
     * The tokens of Cloud Director in the context of one organization, for an administrator of the provider: each
     * request has the header {@code X-VMWARE-VCLOUD-TENANT-CONTEXT}.
     *
     * @param tenantContext the id of the organization
     * @throws IllegalArgumentException if it is not allowed in a header
     */
    public CloudDirectorTokens cloudDirectorTokens(String tenantContext) {
        return new CloudDirectorTokens(this, Given.required("tenantContext", tenantContext));
    }

    /** The tokens of Cloud Director: update. */
    public CloudDirectorTokens cloudDirectorTokens() {
        return new CloudDirectorTokens(this, null);
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
     * Sends a call and waits for the response. Interrupting the thread cancels the call; the thread stays interrupted.
     *
     * @throws TokenApiException if the call does not succeed
     * @throws IllegalStateException if the client is closed, or if it, its HTTP client or its credentials have a defect
     */
    public <T> T send(Call<T> call) {
        return send(call, Response::body);
    }

    /**
     * As {@link #send}, with the status, the headers and the warnings of the success.
     *
     * <p>For example {@code client.exchange(client.apiTokens(tenant).regeneration(id))}.
     */
    public <T> Response<T> exchange(Call<T> call) {
        return send(call, response -> response);
    }

    private <T, R> R send(Call<T> call, Function<Response<T>, R> result) {
        Given.required("call", call);
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(call, false, null);
        }
        Execution<T, R> execution = start(call, Thread.currentThread(), result);
        try {
            execution.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // If the call has just succeeded, its result must not be lost: it may hold a new secret.
            if (execution.cancel(true)) {
                throw interrupted(call, execution.isOutcomeUnknown(), e);
            }
        } catch (ExecutionException e) {
            // Reported below.
        }
        try {
            return execution.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TokenApiException failure) {
                // No one else holds this exception, and this thread's stack shows the caller.
                failure.fillInStackTrace();
                throw failure;
            }
            throw new IllegalStateException(
                    call.operation()
                            + " failed because of a defect in the client, its HTTP client or its credentials;"
                            + " see the cause",
                    e.getCause());
        }
    }

    private static TransportException interrupted(Call<?> call, boolean unknown, @Nullable Throwable cause) {
        return new TransportException(call.operation(), "the thread was interrupted", unknown, cause);
    }

    /**
     * Sends a call without waiting and without holding a thread.
     *
     * <p>Cancelling the future, or completing it with a time limit such as {@link CompletableFuture#orTimeout}, ends
     * the request and drops its connection. Whether a request that was already sent is carried out is then unknown. A
     * dependent future does not pass its cancellation on to this one. Dependent stages run on a thread of the HTTP
     * client's executor or of the common pool, so they must not block.
     *
     * @return a future that fails with a {@link TokenApiException} if the call does not succeed
     * @throws IllegalStateException if the client is closed
     */
    public <T> CompletableFuture<T> sendAsync(Call<T> call) {
        return start(call, null, Response::body);
    }

    /** As {@link #sendAsync}, with the status, the headers and the warnings of the success. */
    public <T> CompletableFuture<Response<T>> exchangeAsync(Call<T> call) {
        return start(call, null, response -> response);
    }

    private <T, R> Execution<T, R> start(Call<T> call, @Nullable Thread caller, Function<Response<T>, R> result) {
        Given.required("call", call);
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        return Execution.start(this, call, caller, result);
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
     * Rejects further calls and makes no further attempts. Requests that are under way continue; on Java 21 and later
     * this method waits for them and then closes the connections. An HTTP client that was passed to the builder stays
     * open.
     */
    @Override
    public void close() {
        closed = true;
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the HTTP client", e);
        }
    }

    /** An HTTP client as a resource, which it is from Java 21 on. Before, closing it does nothing. */
    static AutoCloseable closeable(Object http) {
        return http instanceof AutoCloseable closeable ? closeable : () -> {};
    }

    /** The host and the kind of credentials, without secrets. */
    @Override
    public String toString() {
        return "TokenApiClient of " + transport.baseUri() + ", " + credentials;
    }

    /** Collects the settings of a client. Not thread-safe. */
    public static final class Builder {
        /** Was added in version 2.21. */
        private static final String NEWEST_ANNOTATION = "com.fasterxml.jackson.annotation.JsonSerializeAs";

        private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

        private @Nullable URI baseUri;
        private @Nullable Credentials credentials;
        private @Nullable HttpClient httpClient;
        private @Nullable InetSocketAddress proxy;
        private @Nullable String proxyAuthorization;
        private @Nullable SSLContext sslContext;
        private AttemptListener attemptListener = attempt -> {};
        private Duration longestIdle = Duration.ofSeconds(4);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration attemptTimeout = Duration.ofSeconds(30);
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
        private int largestResponse = 10 * 1024 * 1024;
        private String userAgent = "";
        private @Nullable Clock clock;
        private Transport.Waiting waiting = Transport::timer;

        private Builder() {}

        /**
         * The address of the service, to which the paths of the document are added.
         *
         * @param baseUri an absolute {@code http} or {@code https} URI without user info, query and fragment
         * @throws IllegalArgumentException if it is not such a URI
         */
        public Builder baseUri(URI baseUri) {
            Given.required("baseUri", baseUri);
            boolean web = "https".equalsIgnoreCase(baseUri.getScheme()) || "http".equalsIgnoreCase(baseUri.getScheme());
            if (!web || baseUri.getHost() == null) {
                throw new IllegalArgumentException("baseUri must be an absolute http or https URI with a host");
            }
            if (baseUri.getPort() == 0 || baseUri.getPort() > 65535) {
                throw new IllegalArgumentException("baseUri must have a port from 1 to 65535");
            }
            if (baseUri.getRawUserInfo() != null || baseUri.getRawQuery() != null || baseUri.getRawFragment() != null) {
                throw new IllegalArgumentException("baseUri must not have user info, a query or a fragment");
            }
            this.baseUri = URI.create(baseUri.toString().replaceAll("/+$", ""));
            return this;
        }

        /** The credentials for the access tokens of all requests. */
        public Builder credentials(Credentials credentials) {
            this.credentials = Given.required("credentials", credentials);
            return this;
        }

        /**
         * The HTTP client to use, for example with a proxy, TLS settings or an executor of its own. The connect timeout
         * of this builder then has no effect. Default: one for HTTP/1.1. With HTTP/2, which is the default of the JDK,
         * calls fail if there are more at once than the server allows on one connection (JDK-8225647).
         *
         * @throws IllegalArgumentException if it follows redirects, because credentials would be sent along, or if it
         *     has an authenticator on a version of Java before 24, which drops access tokens then (JDK-8326949)
         */
        public Builder httpClient(HttpClient httpClient) {
            if (Given.required("httpClient", httpClient).followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "httpClient must not follow redirects, because credentials would be sent along");
            }
            if (httpClient.authenticator().isPresent() && dropsAuthorization(Runtime.version())) {
                throw new IllegalArgumentException(
                        "httpClient must not have an authenticator: before Java 24 it drops the access token of each"
                                + " request (JDK-8326949). For a proxy, use proxy and proxyCredentials");
            }
            this.httpClient = httpClient;
            return this;
        }

        static boolean dropsAuthorization(Runtime.Version version) {
            return version.feature() < 24;
        }

        /**
         * The HTTP proxy for all requests. Default: that of the system properties {@code https.proxyHost} and
         * {@code http.proxyHost}, without credentials.
         *
         * @throws IllegalArgumentException if the port is not from 1 to 65535
         */
        public Builder proxy(String host, int port) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port must be from 1 to 65535");
            }
            this.proxy = InetSocketAddress.createUnresolved(Given.required("host", host), port);
            return this;
        }

        /**
         * The user and password for {@link #proxy}, which are sent to the proxy only, with each request and each
         * {@code CONNECT} (RFC 7617).
         *
         * <p>For an {@code https} service, start the JVM with {@code -Djdk.http.auth.tunneling.disabledSchemes=}, that
         * is, with an empty value: by default, the JDK sends no such credentials in a {@code CONNECT}.
         *
         * @throws IllegalArgumentException if the user has a colon or a control character, or the password has one
         */
        public Builder proxyCredentials(String user, Secret password) {
            String pair = Given.text("user", user) + ":" + Given.text("password", password);
            if (user.indexOf(':') >= 0 || pair.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "user must not have a colon, and neither may have control characters");
            }
            this.proxyAuthorization =
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** The TLS settings, for example with the certificates of a company. Default: those of the JVM. */
        public Builder sslContext(SSLContext sslContext) {
            this.sslContext = Given.required("sslContext", sslContext);
            return this;
        }

        /**
         * How long a connection may be idle to be used for a request that is never repeated. It should be shorter than
         * the time after which the service closes an idle connection, because a request at that moment may be lost and
         * its outcome is unknown. Has no effect on an {@link #httpClient} that is passed in; for that, set the system
         * property {@code jdk.httpclient.keepalive.timeout}, in seconds. Default: 4 seconds.
         *
         * @throws IllegalArgumentException if it is not positive or is longer than one day
         */
        public Builder longestIdle(Duration longestIdle) {
            this.longestIdle = Given.time("longestIdle", longestIdle);
            return this;
        }

        /**
         * The time limit for opening a connection. Default: 10 seconds.
         *
         * @throws IllegalArgumentException if it is not positive or is longer than one day
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = Given.time("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * The time limit for one attempt, from its start to the last byte of the response. Default: 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive or is longer than one day
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Given.time("attemptTimeout", attemptTimeout);
            return this;
        }

        /** How often a request is repeated, and how long a call may take. Default: {@link RetryPolicy#DEFAULT}. */
        public Builder retryPolicy(RetryPolicy retryPolicy) {
            this.retryPolicy = Given.required("retryPolicy", retryPolicy);
            return this;
        }

        /**
         * The size limit for the body of a response, in bytes; a larger one makes the call fail. Default: 10 MiB.
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
         * The application, such as {@code rotation-job/2.1}, for the User-Agent header. The client adds its own name.
         *
         * @throws IllegalArgumentException if it has characters other than printable ASCII
         */
        public Builder userAgent(String product) {
            if (!Given.required("product", product).matches("[ -~]*")) {
                throw new IllegalArgumentException("userAgent must consist of printable ASCII characters");
            }
            this.userAgent = product.isBlank() ? "" : product.trim() + " ";
            return this;
        }

        /**
         * The clock for the lifetime of access tokens, for dates in {@code Retry-After} and for the total time of a
         * call. For tests: by default, setting the clock of the system does not change the total time.
         */
        public Builder clock(Clock clock) {
            this.clock = Given.required("clock", clock);
            return this;
        }

        /** Is told how each attempt ended. Default: none. */
        public Builder attemptListener(AttemptListener attemptListener) {
            this.attemptListener = Given.required("attemptListener", attemptListener);
            return this;
        }

        /**
         * Takes the base URI and the credentials from system properties or, where there is none, from environment
         * variables:
         *
         * <ul>
         *   <li>{@code tokenapi.base-uri}, {@code TOKENAPI_BASE_URI}
         *   <li>{@code tokenapi.tenant}, {@code TOKENAPI_TENANT}: of an API token or a client, or the organization of a
         *       refresh token
         *   <li>one of {@code tokenapi.access-token}, {@code tokenapi.api-token}, {@code tokenapi.refresh-token} and
         *       {@code tokenapi.client-secret}, or {@code TOKENAPI_ACCESS_TOKEN} and so on
         *   <li>{@code tokenapi.client-id}, {@code TOKENAPI_CLIENT_ID}, with a client secret
         * </ul>
         *
         * @throws IllegalStateException if a setting is missing or is not valid; the message names it, without its
         *     value
         */
        public Builder fromEnvironment() {
            new Environment(System::getProperty, System::getenv).configure(this);
            return this;
        }

        /** How to wait before another attempt; for tests. */
        Builder waiting(Transport.Waiting waiting) {
            this.waiting = waiting;
            return this;
        }

        /**
         * Creates the client. Nothing is sent yet.
         *
         * @throws IllegalStateException if the base URI or the credentials are missing, or if the application has a
         *     version of jackson-annotations that is too old
         */
        public TokenApiClient build() {
            requireAnnotations();
            if (baseUri == null || credentials == null) {
                throw new IllegalStateException((baseUri == null ? "baseUri" : "credentials") + " must be set");
            }
            if (httpClient != null && (proxy != null || sslContext != null)) {
                throw new IllegalStateException("httpClient has its own " + (proxy != null ? "proxy" : "sslContext")
                        + "; set only one of them");
            }
            if (proxy == null && proxyAuthorization != null) {
                throw new IllegalStateException("proxy must be set, because there are proxyCredentials");
            }
            if (proxyAuthorization != null && "https".equalsIgnoreCase(baseUri.getScheme()) && !isBasicInTunnels()) {
                throw new IllegalStateException(
                        "the JDK would leave out the proxyCredentials, because the service uses https: start the JVM with"
                                + " -D" + TUNNELING + "=");
            }
            LongSupplier ticker = clock == null ? System::nanoTime : ticker(clock);
            Connections connections = httpClient == null
                    ? Connections.own(httpClients(), longestIdle, ticker)
                    : Connections.given(httpClient);
            JsonMapper mapper = mapper();
            Transport transport = new Transport(
                    connections,
                    baseUri,
                    attemptTimeout,
                    largestResponse,
                    userAgent + UserAgent.CLIENT,
                    mapper,
                    new LenientReader(mapper),
                    clock == null ? Clock.systemUTC() : clock,
                    ticker,
                    waiting,
                    proxyAuthorization,
                    attemptListener);
            return new TokenApiClient(credentials, transport, retryPolicy, connections::close);
        }

        /** Whether the JDK may send user and password to open a tunnel. */
        private static boolean isBasicInTunnels() {
            String disabled = System.getProperty(TUNNELING);
            return disabled != null
                    && Arrays.stream(disabled.split(","))
                            .noneMatch(scheme -> scheme.strip().equalsIgnoreCase("Basic"));
        }

        /** Jackson 3 uses the annotations of Jackson 2, whose version the application may have fixed for Jackson 2. */
        private static void requireAnnotations() {
            try {
                Class.forName(NEWEST_ANNOTATION, false, JsonMapper.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "jackson-annotations is too old for Jackson 3: com.fasterxml.jackson.core:jackson-annotations"
                                + " must be 2.21 or newer. Set its version in your build; with Spring Boot 3, set the"
                                + " property jackson-bom.version",
                        e);
            }
        }

        private static LongSupplier ticker(Clock clock) {
            return () -> {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000 + now.getNano();
            };
        }

        private static JsonMapper mapper() {
            return JsonMapper.builder()
                    // Properties that were never set are not sent, and unknown ones in responses are ignored.
                    .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    // A part of a number would be lost without a word.
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .addModule(new JsonNullableJackson3Module())
                    .addModule(new RFC3339JavaTimeModule())
                    .addModule(new DateModule())
                    .addModule(new SecretModule())
                    .build();
        }

        private Supplier<HttpClient> httpClients() {
            // With HTTP/2 the JDK uses one connection, and fails requests beyond the limit of the server, mostly 100
            // at once (JDK-8225647). Without TLS it asks for an upgrade, which many servers and proxies get wrong.
            HttpClient.Builder http = HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1);
            if (proxy != null) {
                http.proxy(ProxySelector.of(proxy));
            }
            if (sslContext != null) {
                http.sslContext(sslContext);
            }
            return http::build;
        }
    }
}
