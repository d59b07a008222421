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
 * Access tokens that a token endpoint issues (RFC 6749, section 5). One is kept; when it is near its end, one request renews
 * it while the calls go on with the old one, and when it has ended they all wait for that one request.
 */
final class ExchangedTokens implements TokenSource {
    private static final System.Logger LOG = System.getLogger("org.tokenapi.client");

    /** A token is renewed when a tenth of its life is left, but not earlier than this before its end. */
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(5);

    /** What the way to the service may take, so that a token does not end on it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The least time between two renewals while the old token is still good. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Where the service doesn't say how long a token lives (RFC 6749, section 5.1, recommends that it does). */
    private static final long DEFAULT_SECONDS = 300;

    /** More than a token may be trusted for, whatever the service says. */
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    /** The errors of RFC 6749, sections 5.2 and 4.1.2.1; only these are shown, for others might hold anything. */
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

    private static final String USED_UP = ". What was exchanged may be used up, so the exchange was not repeated";

    private final Transport transport;
    private final String path;
    private final Map<String, String> headers;
    private final RequestKind kind;
    private final Consumer<Secret> rotated;
    private final Object lock = new Object();
    private volatile Map<String, String> form;
    /** What came and was not kept safe yet. */
    private volatile @Nullable Secret unkept;

    private volatile @Nullable Issued issued;
    private @Nullable CompletableFuture<Issued> underWay;

    /**
     * @param kind of the exchange
     * @param rotated told of each new refresh token until it returns normally
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

        /** The same after a renewal that failed: asked again later, or not at all before the end. */
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
        // A stage of its own for each call, so that one that is cancelled does not take the others with it.
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

    /** Whether the token endpoint is being asked; for tests. */
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
            // Else everybody would wait for ever for a request that was never made.
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
                LOG.log(System.Logger.Level.DEBUG, "a new access token");
                renewal.complete(fresh);
            } else {
                // Where the old token is still good, nobody waits and learns of it otherwise.
                LOG.log(
                        known == null ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                        "no new access token: {0}",
                        refused.reason());
                renewal.completeExceptionally(refused);
            }
        });
    }

    private CompletableFuture<Issued> exchange() {
        // Before this one is used up, too.
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
        return transport.send(request.build(), transport.timeout()).thenApply(answer -> read(answer, asked));
    }

    private Issued read(HttpResponse<byte @Nullable []> answer, Instant asked) {
        JsonNode body = Failure.tree(answer.body(), transport.mapper());
        if (answer.statusCode() != 200) {
            String error = body.path("error").asString("");
            throw refused(answer, ERRORS.contains(error) ? ": " + error : "");
        }
        // First of all: the old one is worth nothing any more, whatever else is wrong.
        rotate(body.path("refresh_token").asString(""));
        String token = body.path("access_token").asString("");
        if (!Credentials.isBearer(token)
                || !body.path("token_type").asString("Bearer").equalsIgnoreCase("Bearer")) {
            throw refused(answer, " without a bearer token");
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
            // Not as the cause: nobody knows what its message holds.
            throw new CredentialsException(
                    "token",
                    "the consumer of rotated refresh tokens failed with "
                            + e.getClass().getName(),
                    200,
                    false,
                    null,
                    null);
        }
    }

    private CredentialsException refused(HttpResponse<?> answer, String detail) {
        int status = answer.statusCode();
        return refused(
                AttemptResult.ofTokenEndpoint(status),
                "the token endpoint answered " + status + detail
                        + FailureException.shown(Failure.requestId(answer.headers())),
                status,
                Failure.retryAfter(answer.headers(), transport.clock().instant())
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
                        ? "the exchange failed with " + failure.getClass().getName()
                        : "token endpoint, " + Transport.message(failure),
                0,
                null,
                Transport.harmless(failure));
    }

    /** A failure that does not belong to any operation yet. */
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
