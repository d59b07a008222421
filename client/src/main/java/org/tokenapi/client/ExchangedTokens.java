package org.tokenapi.client;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens that a token endpoint issues (RFC 6749, section 5). One is kept; when it is near its end, one request renews
 * it while the calls go on with the old one, and when it has ended they all wait for that one request.
 */
final class ExchangedTokens implements TokenSource {
    /** A token is renewed when a tenth of its life is left, but not earlier than this before its end. */
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(5);

    /** What the way to the service may take, so that a token does not end on it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Where the service doesn't say how long a token lives (RFC 6749, section 5.1, recommends that it does). */
    private static final long DEFAULT_SECONDS = 300;

    private final Transport transport;
    private final String path;
    private final Map<String, String> headers;
    private final Consumer<Secret> rotated;
    private final Object lock = new Object();
    private Map<String, String> form;
    private @Nullable Issued issued;
    private @Nullable CompletableFuture<Issued> underWay;

    ExchangedTokens(
            Transport transport,
            String path,
            Map<String, String> form,
            Map<String, String> headers,
            Consumer<Secret> rotated) {
        this.transport = transport;
        this.path = path;
        this.form = form;
        this.headers = headers;
        this.rotated = rotated;
    }

    private record Issued(Secret token, Instant renewAt, Instant end) {}

    static Map<String, String> refreshForm(Secret refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal());
        return form;
    }

    @Override
    public CompletableFuture<Secret> token(String operation) {
        Instant now = transport.clock().instant();
        CompletableFuture<Issued> renewal;
        synchronized (lock) {
            if (issued != null && now.isBefore(issued.renewAt)) {
                return CompletableFuture.completedFuture(issued.token);
            }
            if (underWay == null) {
                underWay = new CompletableFuture<>();
                renewal = underWay;
                exchange(form).whenComplete((fresh, failure) -> finish(renewal, fresh, failure));
            } else {
                renewal = underWay;
            }
            if (issued != null && now.isBefore(issued.end)) {
                return CompletableFuture.completedFuture(issued.token);
            }
        }
        // A stage of its own for each call, so that one that is cancelled does not take the others with it.
        return renewal.handle((fresh, failure) -> {
            if (failure != null) {
                throw named(operation, Transport.cause(failure));
            }
            return fresh.token;
        });
    }

    @Override
    public boolean reject(Secret token) {
        synchronized (lock) {
            if (issued != null && issued.token.equals(token)) {
                issued = null;
            }
        }
        return true;
    }

    private void finish(CompletableFuture<Issued> renewal, @Nullable Issued fresh, @Nullable Throwable failure) {
        synchronized (lock) {
            underWay = null;
            if (fresh != null) {
                issued = fresh;
            }
        }
        if (failure != null) {
            renewal.completeExceptionally(Transport.cause(failure));
        } else {
            renewal.complete(fresh);
        }
    }

    /** The failure of the one request, told of each operation that waited for it. */
    private static CredentialsException named(String operation, Throwable failure) {
        return failure instanceof CredentialsException known
                ? new CredentialsException(
                        operation,
                        known.getMessage().substring(known.operation().length() + 2),
                        known.status(),
                        known.isTemporary(),
                        known.getCause())
                : new CredentialsException(operation, "the token endpoint could not be reached", 0, true, failure);
    }

    private CompletableFuture<Issued> exchange(Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = transport
                .request(path)
                .setHeader("Accept", "application/json")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        Instant asked = transport.clock().instant();
        return transport.send(request.build()).thenApply(answer -> read(answer, asked));
    }

    private Issued read(HttpResponse<byte[]> answer, Instant asked) {
        int status = answer.statusCode();
        JsonNode body = body(answer);
        if (status != 200) {
            throw refused(status, body.path("error").asString(""));
        }
        String token = body.path("access_token").asString("");
        if (token.isEmpty() || !body.path("token_type").asString("Bearer").equalsIgnoreCase("Bearer")) {
            throw refused(status, "no bearer token in the answer");
        }
        String refresh = body.path("refresh_token").asString("");
        if (!refresh.isEmpty()) {
            rotate(Secret.of(refresh));
        }
        Secret secret = Secret.of(token);
        try {
            Credentials.requireBearer(secret);
        } catch (IllegalArgumentException unusable) {
            throw refused(status, "an access token that can't stand in a header");
        }
        Duration life = Duration.ofSeconds(Math.max(1, body.path("expires_in").asLong(DEFAULT_SECONDS)));
        Duration lead = life.dividedBy(10).compareTo(LONGEST_LEAD) > 0 ? LONGEST_LEAD : life.dividedBy(10);
        Duration margin = MARGIN.compareTo(lead) > 0 ? lead : MARGIN;
        return new Issued(secret, asked.plus(life).minus(lead), asked.plus(life).minus(margin));
    }

    private void rotate(Secret refreshToken) {
        synchronized (lock) {
            Map<String, String> next = refreshForm(refreshToken);
            if (!form.containsKey("refresh_token") || form.equals(next)) {
                return;
            }
            form = next;
        }
        rotated.accept(refreshToken);
    }

    /** @param error one of RFC 6749, section 5.2; it goes into the message only if it looks like one */
    private static CredentialsException refused(int status, String error) {
        String shown =
                error.matches("[a-z_ ]{1,60}|no bearer token in the answer|an access token.*") ? ": " + error : "";
        boolean temporary = status == 429 || status >= 500;
        return new CredentialsException(
                "token", "the token endpoint answered " + status + shown, status, temporary, null);
    }

    private JsonNode body(HttpResponse<byte[]> answer) {
        try {
            return answer.body().length == 0
                    ? transport.mapper().missingNode()
                    : transport.mapper().readTree(answer.body());
        } catch (JacksonException notJson) {
            return transport.mapper().missingNode();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
