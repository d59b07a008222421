package org.tokenapi.client;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens that a token endpoint issues (RFC 6749, section 5). One token is cached. Shortly before it expires, one
 * request renews it while calls continue with the old token; once it has expired, all calls wait for that request.
 */
final class ExchangedTokens implements TokenSource {
    private static final System.Logger LOG = System.getLogger("org.tokenapi.client");

    /** A token is renewed when a tenth of its lifetime is left, at most this long before it expires. */
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(5);

    /**
     * A token is not used in the last moments of its lifetime, so that it does not expire on its way to the service.
     */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The minimum time between two renewals while the old token is still valid. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** The lifetime if the service does not say (RFC 6749, section 5.1, recommends that it does). */
    private static final long DEFAULT_SECONDS = 300;

    /** The longest lifetime, whatever the service says. */
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    /**
     * The error codes of RFC 6749, sections 5.2 and 4.1.2.1. Only these are shown: any other text may hold a secret.
     */
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "access_denied",
            "server_error",
            "temporarily_unavailable");

    private static final String USED_UP =
            ". The exchange was not repeated, because the API token or refresh token may be used up";

    private final Transport transport;
    private final String path;
    private final Map<String, String> headers;
    private final RequestKind kind;
    private final Consumer<Secret> rotated;
    private final Object lock = new Object();
    private volatile Map<String, String> form;

    /** A rotated refresh token that its consumer has not stored yet. */
    private volatile @Nullable Secret unkept;

    private volatile @Nullable Issued issued;
    private @Nullable CompletableFuture<Issued> underWay;

    /**
     * @param kind of the exchange
     * @param rotated called with each new refresh token until it returns normally
     */
    ExchangedTokens(
            Transport transport,
            String path,
            Map<String, String> form,
            Map<String, String> headers,
            RequestKind kind,
            Consumer<Secret> rotated) {
        this.transport = transport;
        this.path = path;
        this.form = form;
        this.headers = headers;
        this.kind = kind;
        this.rotated = rotated;
    }

    private record Issued(Secret token, Instant renewAt, Instant end) {

        /** The same token after a failed renewal: renewed again later, or, if that is no use, when it expires. */
        Issued kept(Instant now, boolean again) {
            Duration half = Duration.between(now, end).dividedBy(2);
            Instant next = now.plus(half.compareTo(SHORTEST_PAUSE) > 0 ? half : SHORTEST_PAUSE);
            return new Issued(token, again && next.isBefore(end) ? next : end, end);
        }
    }

    static Map<String, String> refreshForm(Secret refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal());
        return form;
    }

    @Override
    public CompletableFuture<Secret> token(String operation) {
        Instant now = transport.clock().instant();
        Issued known = issued;
        if (known != null && now.isBefore(known.renewAt)) {
            return CompletableFuture.completedFuture(known.token);
        }
        CompletableFuture<Issued> renewal;
        boolean first;
        synchronized (lock) {
            known = issued;
            if (known != null && now.isBefore(known.renewAt)) {
                return CompletableFuture.completedFuture(known.token);
            }
            first = underWay == null;
            if (first) {
                underWay = new CompletableFuture<>();
            }
            renewal = underWay;
        }
        if (first) {
            renew(renewal);
        }
        if (known != null && now.isBefore(known.end)) {
            return CompletableFuture.completedFuture(known.token);
        }
        // A separate stage for each call, so that cancelling one call does not cancel the others.
        return renewal.handle((fresh, failure) -> {
            if (failure instanceof CredentialsException refused) {
                throw refused.of(operation);
            }
            return fresh.token;
        });
    }

    @Override
    public boolean reject(Secret token) {
        synchronized (lock) {
            Issued known = issued;
            if (known != null && known.token.equals(token)) {
                issued = null;
            }
        }
        return true;
    }

    /** Whether a renewal is under way; for tests. */
    boolean isRenewing() {
        synchronized (lock) {
            return underWay != null;
        }
    }

    private void renew(CompletableFuture<Issued> renewal) {
        CompletableFuture<Issued> exchange;
        try {
            exchange = exchange();
        } catch (RuntimeException | Error defect) {
            // Otherwise all calls would wait forever for a request that was never sent.
            exchange = CompletableFuture.failedFuture(defect);
        }
        exchange.whenComplete((fresh, failure) -> {
            CredentialsException refused = failure == null ? null : refused(Transport.cause(failure));
            Issued known;
            synchronized (lock) {
                underWay = null;
                known = issued;
                if (refused == null) {
                    issued = fresh;
                } else if (known != null) {
                    issued = known.kept(transport.clock().instant(), refused.isTemporary());
                }
            }
            if (refused == null) {
                LOG.log(System.Logger.Level.DEBUG, "got a new access token");
                renewal.complete(fresh);
            } else {
                // While the old token is valid, no call waits for the renewal and reports its failure.
                LOG.log(
                        known == null ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                        "cannot renew the access token: {0}",
                        refused.reason());
                renewal.completeExceptionally(refused);
            }
        });
    }

    private CompletableFuture<Issued> exchange() {
        // Not before the last refresh token is stored: this exchange may use it up.
        keep();
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = transport
                .request(path)
                .setHeader("Accept", "application/json")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        Instant asked = transport.clock().instant();
        return transport.send(request.build(), transport.timeout(), kind).thenApply(response -> read(response, asked));
    }

    private Issued read(HttpResponse<byte @Nullable []> response, Instant asked) {
        JsonNode body = Failure.tree(response.body(), transport.mapper());
        if (response.statusCode() != 200) {
            String error = body.path("error").asString("");
            throw refused(response, error, ERRORS.contains(error) ? ": " + error : "");
        }
        // Before any other check: the service no longer accepts the old refresh token, whatever else is wrong.
        rotate(body.path("refresh_token").asString(""));
        String token = body.path("access_token").asString("");
        String type = body.path("token_type").asString("");
        if (!Credentials.isBearer(token) || !type.isBlank() && !type.strip().equalsIgnoreCase("Bearer")) {
            throw refused(response, "", " without a bearer token");
        }
        long seconds = body.path("expires_in").asLong(DEFAULT_SECONDS);
        Duration life = Duration.ofSeconds(Math.max(1, Math.min(seconds, MOST_SECONDS)));
        Duration lead = life.dividedBy(10).compareTo(LONGEST_LEAD) > 0 ? LONGEST_LEAD : life.dividedBy(10);
        Duration margin = MARGIN.compareTo(lead) > 0 ? lead : MARGIN;
        return new Issued(
                Secret.of(token), asked.plus(life).minus(lead), asked.plus(life).minus(margin));
    }

    private void rotate(String refreshToken) {
        if (refreshToken.isEmpty() || refreshToken.equals(form.getOrDefault("refresh_token", refreshToken))) {
            return;
        }
        Secret next = Secret.of(refreshToken);
        form = refreshForm(next);
        unkept = next;
        keep();
    }

    private void keep() {
        Secret next = unkept;
        if (next == null) {
            return;
        }
        try {
            rotated.accept(next);
            unkept = null;
        } catch (RuntimeException e) {
            // Not as the cause: its message may hold the token.
            throw new CredentialsException(
                    "token",
                    "the consumer of rotated refresh tokens threw "
                            + e.getClass().getName(),
                    200,
                    false,
                    null,
                    null);
        }
    }

    private CredentialsException refused(HttpResponse<?> response, String error, String detail) {
        int status = response.statusCode();
        return refused(
                AttemptResult.ofTokenEndpoint(status, error),
                "the token endpoint returned " + status + detail
                        + FailureException.shown(Failure.requestId(response.headers())),
                status,
                Failure.retryAfter(response.headers(), transport.clock().instant())
                        .orElse(null),
                null);
    }

    private CredentialsException refused(Throwable failure) {
        if (failure instanceof CredentialsException known) {
            return known;
        }
        AttemptResult result = AttemptResult.ofFailure(failure);
        return refused(
                result,
                result == AttemptResult.DEFECT
                        ? "the exchange of credentials failed ("
                                + failure.getClass().getName() + ")"
                        : "token endpoint: " + transport.message(failure),
                0,
                null,
                Transport.harmless(failure));
    }

    /** The exception, which gets the name of an operation when a call fails with it. */
    private CredentialsException refused(
            AttemptResult result, String reason, int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        FollowUp next = result.followUp(kind);
        return new CredentialsException(
                "token",
                reason + (next.isOutcomeUnknown() ? USED_UP : ""),
                status,
                next == FollowUp.RETRY,
                retryAfter,
                cause);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
