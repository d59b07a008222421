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
 * What a client proves itself with. Secrets go to the host of {@link TokenApiClient.Builder#baseUri} only. Immutable and
 * thread-safe; {@link #toString} shows no secret.
 *
 * <p>Where an access token is exchanged for, it is kept in memory, renewed before it expires, by one request however many
 * calls wait for it, and once more after the service answered 401. An API token or a refresh token may be good for one exchange
 * only, so theirs is repeated only where nothing can have been done: without a connection, and after 429 and 503.
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
     * An access token that goes with every request as it is.
     *
     * @throws IllegalArgumentException if it is no bearer token (RFC 6750, section 2.1); the message does not hold it
     */
    public static Credentials bearer(Secret accessToken) {
        requireBearer(accessToken);
        return new Credentials("bearer token", transport -> new SuppliedTokens(() -> accessToken, false));
    }

    /** As {@link #bearer(Secret)}, for a token that comes as a text, such as from the environment. */
    public static Credentials bearer(String accessToken) {
        return bearer(Secret.of(accessToken));
    }

    /**
     * An access token that somebody else takes care of. The supplier is asked before each attempt, also the one that follows a
     * 401, on the thread that makes the call, on one of the HTTP client or on one of the common pool, so it must be quick and
     * thread-safe. What it takes is a part of the total time of the call.
     */
    public static Credentials supplier(Supplier<Secret> accessToken) {
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
        form.put("api_token", apiToken.reveal());
        return exchange(
                "API token",
                "/acs/t/" + segment("tenant", tenant) + "/token",
                form,
                Map.of(),
                RequestKind.SINGLE_USE_EXCHANGE);
    }

    /**
     * A client id and secret of Identity Services, exchanged at {@code /acs/t/{tenant}/token} (RFC 6749, section 4.4).
     *
     * @param tenant such as {@code CUSTOMER}
     */
    public static Credentials client(String tenant, String clientId, Secret clientSecret) {
        String pair = encode(clientId) + ":" + encode(clientSecret.reveal());
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return exchange(
                "client " + clientId,
                "/acs/t/" + segment("tenant", tenant) + "/token",
                Map.of("grant_type", "client_credentials"),
                Map.of("Authorization", basic),
                RequestKind.REPEATABLE_EXCHANGE);
    }

    /**
     * A refresh token, which Cloud Director calls an API token, exchanged at {@code /oauth/tenant/{org}/token}. Should the
     * service rotate it, the new one is used from then on and lost with the client; use
     * {@link #refreshToken(String, Secret, Consumer)} to keep it.
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
     * @param rotated told of each new refresh token before anything is sent with its access token; it should keep it safe. If
     *     it throws, the calls that wait for the access token fail, and it is told again before the next exchange, until it
     *     returns normally; the old refresh token is not used any more, because the service refuses it. It runs on a thread of
     *     the HTTP client, or, when it is told again, on that of a call
     */
    public static Credentials refreshToken(String organization, Secret refreshToken, Consumer<Secret> rotated) {
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

    /** @throws IllegalArgumentException if the token can't stand in a header; the message does not hold it */
    static void requireBearer(Secret token) {
        if (!isBearer(token.reveal())) {
            throw new IllegalArgumentException(
                    "an access token has letters, digits and -._~+/ and no spaces (RFC 6750, section 2.1)");
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
