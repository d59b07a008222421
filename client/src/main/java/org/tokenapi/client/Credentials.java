package org.tokenapi.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where a client gets its access tokens from. Secrets are sent to the host of {@link TokenApiClient.Builder#baseUri}
 * only. Immutable and thread-safe; {@link #toString} shows no secret.
 *
 * <p>An access token that was exchanged for other credentials is kept in memory. One request renews it before it
 * expires, however many calls need it, and once more after a response with status 401. An API token or a refresh token
 * may be good for one exchange only. Its exchange is therefore repeated only if the token can't have been used up: if
 * there was no connection, and after 429 and 503.
 */
public final class Credentials {
    /** RFC 6750, section 2.1. */
    private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

    private final String kind;
    private final Function<Transport, TokenSource> opening;

    private Credentials(String kind, Function<Transport, TokenSource> opening) {
        this.kind = kind;
        this.opening = opening;
    }

    /**
     * A fixed access token for every request.
     *
     * @throws IllegalArgumentException if it is not a bearer token (RFC 6750, section 2.1); the message does not hold
     *     it
     */
    public static Credentials bearer(Secret accessToken) {
        requireBearer(Given.required("accessToken", accessToken));
        return new Credentials("bearer token", transport -> new SuppliedTokens(() -> accessToken, false));
    }

    /** As {@link #bearer(Secret)}, for a token that is a string, for example from the environment. */
    public static Credentials bearer(String accessToken) {
        return bearer(Secret.of(Given.required("accessToken", accessToken)));
    }

    /**
     * Access tokens that the application manages. The supplier is called before each attempt, also before the one after
     * a 401. It runs on the calling thread, on a thread of the HTTP client or on one of the common pool, so it must be
     * fast and thread-safe. Its time counts towards the total time of the call.
     */
    public static Credentials supplier(Supplier<Secret> accessToken) {
        Given.required("accessToken", accessToken);
        return new Credentials("supplied bearer token", transport -> new SuppliedTokens(accessToken, true));
    }

    /**
     * An API token of Identity Services, exchanged at {@code /acs/t/{tenant}/token}.
     *
     * @param tenant such as {@code CUSTOMER}
     */
    public static Credentials apiToken(String tenant, Secret apiToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:custom:vcf:params:oauth:grant-type:api-token");
        form.put("api_token", Given.text("apiToken", apiToken));
        return exchange(
                "API token",
                "/acs/t/" + segment("tenant", tenant) + "/token",
                form,
                Map.of(),
                RequestKind.SINGLE_USE_EXCHANGE);
    }

    /** As {@link #apiToken(String, Secret)}, for a token that is a string, for example from the environment. */
    public static Credentials apiToken(String tenant, String apiToken) {
        return apiToken(tenant, Secret.of(Given.required("apiToken", apiToken)));
    }

    /** As {@link #client(String, String, Secret)}, for a secret that is a string, for example from the environment. */
    public static Credentials client(String tenant, String clientId, String clientSecret) {
        return client(tenant, clientId, Secret.of(Given.required("clientSecret", clientSecret)));
    }

    /** As {@link #refreshToken(String, Secret)}, for a token that is a string, for example from the environment. */
    public static Credentials refreshToken(String organization, String refreshToken) {
        return refreshToken(organization, Secret.of(Given.required("refreshToken", refreshToken)));
    }

    /**
     * A client id and secret of Identity Services, exchanged at {@code /acs/t/{tenant}/token} (RFC 6749, section 4.4).
     *
     * @param tenant such as {@code CUSTOMER}
     */
    public static Credentials client(String tenant, String clientId, Secret clientSecret) {
        String pair = encode(Given.text("clientId", clientId)) + ":" + encode(Given.text("clientSecret", clientSecret));
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return exchange(
                "client " + clientId,
                "/acs/t/" + segment("tenant", tenant) + "/token",
                Map.of("grant_type", "client_credentials"),
                Map.of("Authorization", basic),
                RequestKind.REPEATABLE_EXCHANGE);
    }

    /**
     * A refresh token, which Cloud Director calls an API token, exchanged at {@code /oauth/tenant/{org}/token}. If the
     * service rotates it, the client uses the new one until it is closed, and the new one is lost then. To keep it, use
     * {@link #refreshToken(String, Secret, Consumer)}.
     *
     * @param organization the name of the organization
     */
    public static Credentials refreshToken(String organization, Secret refreshToken) {
        return refreshToken(organization, refreshToken, rotated -> {});
    }

    /**
     * A refresh token that the service may rotate.
     *
     * @param organization the name of the organization
     * @param rotated stores each new refresh token; it is called before the access token of the same response is used.
     *     If it throws, the calls that wait for the access token fail, and it is called again before the next exchange,
     *     until it returns normally. The old refresh token is not used again, because the service no longer accepts it.
     *     The consumer runs on a thread of the HTTP client, and on a calling thread if it is called again
     */
    public static Credentials refreshToken(String organization, Secret refreshToken, Consumer<Secret> rotated) {
        Given.text("refreshToken", refreshToken);
        Given.required("rotated", rotated);
        String path = "/oauth/tenant/" + segment("organization", organization) + "/token";
        return new Credentials(
                "refresh token",
                transport -> new ExchangedTokens(
                        transport,
                        path,
                        ExchangedTokens.refreshForm(refreshToken),
                        Map.of(),
                        RequestKind.SINGLE_USE_EXCHANGE,
                        rotated));
    }

    private static Credentials exchange(
            String kind, String path, Map<String, String> form, Map<String, String> headers, RequestKind exchange) {
        return new Credentials(
                kind, transport -> new ExchangedTokens(transport, path, form, headers, exchange, rotated -> {}));
    }

    TokenSource open(Transport transport) {
        return opening.apply(transport);
    }

    /** @throws IllegalArgumentException if it is not a bearer token; the message does not hold it */
    static void requireBearer(Secret token) {
        if (!isBearer(token.reveal())) {
            throw new IllegalArgumentException(
                    "an access token must consist of letters, digits and -._~+/ (RFC 6750, section 2.1)");
        }
    }

    static boolean isBearer(String token) {
        return BEARER_TOKEN.matcher(token).matches();
    }

    private static String segment(String name, String value) {
        Constraints constraints = Constraints.ofRequest();
        constraints.segment(name, value);
        if (!constraints.violations().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", constraints.violations()));
        }
        return encode(value).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The kind of credentials, without any secret. */
    @Override
    public String toString() {
        return kind;
    }
}
