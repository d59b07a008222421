package org.tokenapi.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.api.CloudDirectorTokensApi;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.invoker.ApiClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the token management operations of one host.
 *
 * <p>Immutable and thread-safe; make one and share it. All operations use one {@link HttpClient}, and so one pool of
 * connections. Redirects are not followed, so the token goes to no other host.
 */
public final class TokenApiClient {
    private final ApiTokensApi apiTokens;
    private final CloudDirectorTokensApi cloudDirectorTokens;
    private final SyncClientsApi syncClients;

    private TokenApiClient(ApiClient generated) {
        apiTokens = new ApiTokensApi(generated);
        cloudDirectorTokens = new CloudDirectorTokensApi(generated);
        syncClients = new SyncClientsApi(generated);
    }

    /** Starts with nothing set; {@link Builder#baseUri} and {@link Builder#bearerToken} are needed. */
    public static Builder builder() {
        return new Builder();
    }

    /** API tokens of the identity service: trigger an action, patch, search. */
    public ApiTokensApi apiTokens() {
        return apiTokens;
    }

    /** Tokens of Cloud Director: update. */
    public CloudDirectorTokensApi cloudDirectorTokens() {
        return cloudDirectorTokens;
    }

    /** Sync clients of directories: generate credentials. */
    public SyncClientsApi syncClients() {
        return syncClients;
    }

    /** Collects the settings of a client. Not thread-safe. */
    public static final class Builder {
        /** RFC 6750, section 2.1. */
        private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

        private @Nullable URI baseUri;
        private @Nullable String bearerToken;
        private @Nullable HttpClient httpClient;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(30);

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
            this.baseUri = baseUri;
            return this;
        }

        /**
         * The access token that goes with every request, without the word {@code Bearer}.
         *
         * @throws IllegalArgumentException if it is no bearer token (RFC 6750, section 2.1); the message does not hold it
         */
        public Builder bearerToken(String bearerToken) {
            if (!BEARER_TOKEN.matcher(bearerToken).matches()) {
                throw new IllegalArgumentException(
                        "bearerToken must be a token of RFC 6750: letters, digits and -._~+/, without spaces");
            }
            this.bearerToken = bearerToken;
            return this;
        }

        /**
         * The HTTP client to use, for example for a proxy, for TLS settings or for an executor. The connect timeout of this
         * builder then has no effect. It should not follow redirects, because the token would follow along.
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = Objects.requireNonNull(httpClient);
            return this;
        }

        /**
         * How long to wait for a connection. Default: 10 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = positive("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * How long to wait for the header of an answer, from the start of the request. Default: 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder requestTimeout(Duration requestTimeout) {
            this.requestTimeout = positive("requestTimeout", requestTimeout);
            return this;
        }

        /**
         * Makes the client. Nothing is sent yet.
         *
         * @throws IllegalStateException if the base URI or the token is missing
         */
        public TokenApiClient build() {
            if (baseUri == null || bearerToken == null) {
                throw new IllegalStateException((baseUri == null ? "baseUri" : "bearerToken") + " is missing");
            }
            String authorization = "Bearer " + bearerToken;
            ApiClient generated = new SharedHttpClient(httpClient == null ? newHttpClient(baseUri) : httpClient);
            generated.updateBaseUri(baseUri.toString().replaceAll("/+$", ""));
            generated.setObjectMapper(new AbsentBodyMapper());
            generated.setReadTimeout(requestTimeout);
            generated.setRequestInterceptor(request -> request.setHeader("Authorization", authorization));
            return new TokenApiClient(generated);
        }

        private HttpClient newHttpClient(URI uri) {
            // Without TLS, HTTP/2 means an upgrade, which many servers and proxies get wrong.
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            return HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                    .build();
        }

        private static Duration positive(String name, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException(name + " must be positive");
            }
            return duration;
        }
    }

    /** The generated code asks for an HTTP client once for each of its API objects; this gives them all the same one. */
    private static final class SharedHttpClient extends ApiClient {
        private final HttpClient shared;

        SharedHttpClient(HttpClient shared) {
            this.shared = shared;
        }

        @Override
        public HttpClient getHttpClient() {
            return shared;
        }
    }

    /** The generated code writes a body that is absent as the JSON value null, which is a body; this writes nothing. */
    private static final class AbsentBodyMapper extends JsonMapper {
        private static final long serialVersionUID = 1;

        AbsentBodyMapper() {
            super(((JsonMapper) ApiClient.createDefaultObjectMapper()).rebuild());
        }

        @Override
        public byte[] writeValueAsBytes(@Nullable Object value) {
            return value == null ? new byte[0] : super.writeValueAsBytes(value);
        }
    }
}
