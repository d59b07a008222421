package org.tokenapi.contract.mock;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.MediaTypes;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;

/**
 * Chooses the response to a request: by default the first success of the operation; by the header {@code Prefer} a
 * status and an example ({@code Prefer: code=404, example=name}, RFC 7240); by the header {@code Accept} the
 * representation. A preference that is met is repeated in {@code Preference-Applied}, another one in {@code
 * X-Contract-Preference-Unmet}. Thread-safe.
 */
public final class Mock {
    private static final String UNMET = "X-Contract-Preference-Unmet";

    private final MockResponses responses;

    /** @param responses the responses to choose from */
    public Mock(MockResponses responses) {
        this.responses = responses;
    }

    /**
     * A chosen response. Immutable.
     *
     * @param status the status
     * @param headers the headers
     * @param body empty if there is none
     */
    public record Chosen(int status, Map<String, String> headers, byte[] body) {}

    /** The operation of a request; HEAD is served as the GET of its path is. */
    public Optional<Operation> operation(Request request) {
        List<Route> routes = responses.document().routes(request.path());
        return of(routes, request.method()).or(() -> of(routes, request.method().equals("HEAD") ? "GET" : ""));
    }

    private static Optional<Operation> of(List<Route> routes, String method) {
        return routes.stream()
                .map(Route::operation)
                .filter(operation -> operation.method().equals(method))
                .findFirst();
    }

    /** The response to a request. */
    public Chosen respond(Request request) {
        return operation(request).map(operation -> respond(operation, request)).orElseGet(() -> undeclared(request));
    }

    private Chosen undeclared(Request request) {
        List<String> methods = responses.document().routes(request.path()).stream()
                .map(route -> route.operation().method())
                .distinct()
                .toList();
        if (methods.isEmpty()) {
            return text(404, "The document declares no path like this.", Map.of());
        }
        Map<String, String> allow = Map.of("Allow", String.join(", ", methods));
        return request.method().equals("OPTIONS")
                ? new Chosen(204, allow, new byte[0])
                : text(405, "The document declares only " + String.join(", ", methods) + " for this path.", allow);
    }

    private static Chosen text(int status, String text, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "text/plain;charset=utf-8");
        return new Chosen(status, all, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Chosen respond(Operation operation, Request request) {
        Preferences preferences = Preferences.of(request.headers().all("Prefer"));
        List<String> applied = new ArrayList<>();
        List<String> unmet = new ArrayList<>();
        List<Response> declared = operation.successes();
        @Nullable Integer status = null;
        String code = preferences.get("code").orElse("");
        if (!code.isEmpty()) {
            status = code.matches("[2-5]\\d\\d") ? Integer.valueOf(code) : null;
            Optional<Response> asked = Optional.ofNullable(status).flatMap(operation::response);
            (asked.isPresent() ? applied : unmet).add("code=" + code);
            status = asked.isPresent() ? status : null;
            declared = asked.map(List::of).orElse(declared);
        }
        String example = preferences.get("example").orElse("");
        List<Response> among = declared;
        Optional<Response> named = example.isEmpty()
                ? Optional.empty()
                : Stream.concat(among.stream(), code.isEmpty() ? operation.responses().stream() : Stream.of())
                        .filter(response -> has(response, example))
                        .findFirst();
        if (!example.isEmpty()) {
            (named.isPresent() ? applied : unmet).add("example=" + example);
        }
        Optional<Response> chosen =
                named.or(() -> among.stream().filter(this::canBeMade).findFirst());
        if (chosen.isEmpty()) {
            return text(501, "No response can be made; give an example in the document.", Map.of());
        }
        MockResponse response = negotiated(chosen.get(), named.isPresent() ? example : null, request);
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        if (!applied.isEmpty()) {
            headers.put("Preference-Applied", String.join(", ", applied));
        }
        if (!unmet.isEmpty()) {
            headers.put(UNMET, printable(String.join(", ", unmet)));
        }
        return new Chosen(status == null ? status(operation, chosen.get()) : status, headers, response.body());
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private boolean canBeMade(Response response) {
        return !responses.of(response).isEmpty();
    }

    private boolean has(Response response, String example) {
        return responses.of(response).stream().anyMatch(one -> one.name().equals(example));
    }

    /** The representation that the request likes best; of equals, and where it likes none, the first. */
    private MockResponse negotiated(Response response, @Nullable String example, Request request) {
        String accept = request.headers().get("Accept").orElse("*/*");
        return responses.of(response).stream()
                .filter(one -> example == null || one.name().equals(example))
                // The first of those with the highest quality.
                .reduce((best, other) -> quality(accept, other) > quality(accept, best) ? other : best)
                .orElseThrow();
    }

    private static double quality(String accept, MockResponse response) {
        // A response without a body counts like the first of the others.
        return response.mediaType() == null ? 0 : MediaTypes.quality(accept, response.mediaType());
    }

    /** The status to send for a declared one, which may be a range. */
    private static int status(Operation operation, Response response) {
        String declared = response.status().toUpperCase(Locale.ROOT);
        if (declared.equals("DEFAULT")) {
            return operation.successes().contains(response) ? 200 : 500;
        }
        // A redirection without a more exact status is one for the time being.
        return Integer.parseInt(declared.equals("3XX") ? "302" : declared.replace("XX", "00"));
    }
}
