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

/** What an answer of failure says. Its body is read leniently: no caller may need it. */
record Failure(
        int status,
        HttpHeaders headers,
        @Nullable String requestId,
        Optional<Problem> problem,
        List<ServiceError> errors,
        Optional<Duration> retryAfter) {
    private static final List<String> REQUEST_ID = List.of("X-Request-Id", "X-VMWARE-VCLOUD-REQUEST-ID");

    /** What may stand in a message: an id and nothing else. */
    private static final int LONGEST_REQUEST_ID = 128;

    /** As good as any longer time, and no arithmetic overflows with it. */
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

    /** Of an answer that is no longer there. */
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

    /** Seconds or a date (RFC 9110, section 10.2.3); a date that is past asks for no wait. */
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

    /** What a body says; a missing node where it says nothing, isn't JSON or was too large. */
    static JsonNode tree(byte @Nullable [] body, JsonMapper mapper) {
        try {
            return body == null || body.length == 0 ? mapper.missingNode() : mapper.readTree(body);
        } catch (JacksonException notJson) {
            // A page of a proxy, for example. The status says what there is to say.
            return mapper.missingNode();
        }
    }

    /** What says that it is a problem, or looks like one: each of its properties may be absent. */
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
