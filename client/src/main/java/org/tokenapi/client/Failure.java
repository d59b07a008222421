package org.tokenapi.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.FailureException.ServiceError;
import org.tokenapi.client.generated.model.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response that is not a success. Its body is read leniently, because callers can do without it. */
record Failure(
        int status,
        HttpHeaders headers,
        @Nullable String requestId,
        Optional<Problem> problem,
        List<ServiceError> errors,
        Optional<Duration> retryAfter) {
    private static final List<String> REQUEST_ID = List.of("X-Request-Id", "X-VMWARE-VCLOUD-REQUEST-ID");

    /** In characters. A longer text is not an id, and is not shown in messages. */
    private static final int LONGEST_REQUEST_ID = 128;

    /** Stands for all longer times, which could overflow. */
    private static final Duration AGES = Duration.ofSeconds(999_999_999);

    static Failure of(HttpResponse<byte @Nullable []> response, JsonMapper mapper, Clock clock) {
        JsonNode body = tree(response.body(), mapper);
        return new Failure(
                response.statusCode(),
                response.headers(),
                requestId(response.headers()),
                problem(body, response.headers(), mapper),
                errors(body),
                retryAfter(response.headers(), clock.instant()));
    }

    /** A failure whose headers and body are gone. */
    static Failure bare(int status, @Nullable String requestId) {
        return new Failure(
                status,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                requestId,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static @Nullable String requestId(HttpHeaders headers) {
        return REQUEST_ID.stream()
                .flatMap(name -> headers.firstValue(name).stream())
                .filter(id -> id.length() <= LONGEST_REQUEST_ID && id.matches("[!-~]+"))
                .findFirst()
                .orElse(null);
    }

    /** Seconds or a date (RFC 9110, section 10.2.3). A date in the past means no pause. */
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            String text = value.trim();
            if (text.matches("\\d+")) {
                return Optional.of(text.length() > 9 ? AGES : Duration.ofSeconds(Long.parseLong(text)));
            }
            return HttpDate.parse(text, now)
                    .map(at -> Duration.between(now, at))
                    .map(Failure::notNegative);
        });
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** The body as a tree; a missing node if there is no body, if it is not JSON, or if it was too large. */
    static JsonNode tree(byte @Nullable [] body, JsonMapper mapper) {
        try {
            return body == null || body.length == 0 ? mapper.missingNode() : mapper.readTree(body);
        } catch (JacksonException notJson) {
            // For example the page of a proxy. The status has to do.
            return mapper.missingNode();
        }
    }

    /** A body that is declared as a problem or looks like one; each property of a problem is optional. */
    private static Optional<Problem> problem(JsonNode body, HttpHeaders headers, JsonMapper mapper) {
        boolean declared = headers.firstValue("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/problem+json"))
                .isPresent();
        if (body.isMissingNode() || !declared && !body.has("title") && !body.has("detail") && !body.has("type")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.treeToValue(body, Problem.class));
        } catch (JacksonException otherProblem) {
            return Optional.empty();
        }
    }

    private static List<ServiceError> errors(JsonNode body) {
        List<ServiceError> errors = new ArrayList<>();
        for (JsonNode error : body.path("errors")) {
            if (error.has("code") || error.has("message")) {
                errors.add(new ServiceError(text(error, "code"), text(error, "message")));
            }
        }
        if (body.has("minorErrorCode")) {
            errors.add(new ServiceError(text(body, "minorErrorCode"), text(body, "message")));
        }
        return List.copyOf(errors);
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }
}
