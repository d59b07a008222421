package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.FailureException;
import org.tokenapi.client.RetryPolicy;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.TokenApiException;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.gates.FunctionHttpClient.Sent;
import org.tokenapi.gates.FunctionHttpClient.StubResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The client's models lose nothing that the document allows in a response, and the client sends everything that they
 * contain. The values depend on {@code -Dround-trip.seed}; a failure names its seed.
 */
final class RoundTripTest {
    private static final int NUMBER = 1_000;
    /** The most losses to show for one kind of message. */
    private static final int ENOUGH = 5;

    private static final long SEED = Long.getLong("round-trip.seed", 39);

    private static final OpenApiDocument DOCUMENT = TokenApi.document();
    private static final ExchangeChecker CHECKER = new ExchangeChecker(DOCUMENT);

    static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void losesNothingOfAResponse(Operation operation) {
        assertThat(lostFromResponses(operation, successes(operation), UnaryOperator.identity()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void losesNothingOfAFailure(Operation operation) {
        List<Response> failures = operation.responses().stream()
                .filter(response -> !operation.successes().contains(response))
                .toList();

        assertThat(lostFromResponses(operation, failures, UnaryOperator.identity()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void losesNothingOfARequest(Operation operation) {
        assertThat(lostFromRequests(operation, UnaryOperator.identity())).isEmpty();
    }

    /** A loss in the client has the same effect as a service that does not send the part. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "searchApiTokens | \"token_suffix\": | \"suffix\":",
                "searchApiTokens | \"totalCount\":9223372036854775807 | \"totalCount\":9223372036854775806",
                "searchApiTokens | \"href\":\"\" | \"to_come_\":\"\"",
                "updateToken | (\"expirationTimeUtc\":\"[^\"]*\\.\\d{3})\\d+ | $1",
                "updateToken | (\"expirationTimeUtc\":\"[^\"]*)[+-]\\d\\d:\\d\\d\" | $1Z\"",
                "updateToken | \"requireRotation\":null | \"to_come_\":null",
                "updateToken | \"owner\":\\{ | \"to_come_\":{",
                "triggerApiTokenAction | [\\x{10000}-\\x{10ffff}] | ?",
                "patchApiToken | \"user_status\":false | \"user_status\":true",
                "generateSyncClientCredentials | \"client_secret\": | \"secret\":",
            })
    void goesRedForALossFromAResponse(String operationId, String pattern, String replacement) {
        Operation operation = operation(operationId);

        assertThat(lostFromResponses(operation, successes(operation), body -> body.replaceAll(pattern, replacement)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "updateToken | \"expirationTimeUtc\":null,? | ",
                "updateToken | %F0 | %C3",
                "searchApiTokens | \"values\":\\[\\] | \"values\":[\"\"]",
                "searchApiTokens | startIndex=\\d+&? | ",
                "patchApiToken | 9223372036854775807 | 9223372036854775806",
                "generateSyncClientCredentials | \"client_secret\":\"[a-z-]+\" | \"client_secret\":\"********\"",
                "triggerApiTokenAction | \"_links\":\\{\\} | ",
            })
    void goesRedForALossFromARequest(String operationId, String pattern, String replacement) {
        UnaryOperator<String> loss = text -> text.replaceAll(pattern, replacement == null ? "" : replacement);
        UnaryOperator<Sent> planted = sent -> new Sent(
                sent.method(),
                URI.create(loss.apply(sent.uri().toString())),
                sent.headers(),
                loss.apply(sent.body()).replace(",}", "}"));

        assertThat(lostFromRequests(operation(operationId), planted)).isNotEmpty();
    }

    /** Ensures that the other tests cover every subset. */
    @Test
    void makesEverySubsetOfTheOptionalProperties() {
        Content content = successes(operation("updateToken")).get(0).content().get(0);
        GeneratedValues values = new GeneratedValues(DOCUMENT, Side.RESPONSE, SEED);

        assertThat(IntStream.range(0, NUMBER)
                        .mapToObj(i -> GeneratedValues.withoutUnknown(values.value(content.schema(), i))
                                .propertyNames())
                        .map(names -> new TreeSet<>(names).toString())
                        .distinct())
                .hasSize(1 << 9);
    }

    /** @param responses the responses to use in turn */
    private static List<String> lostFromResponses(
            Operation operation, List<Response> responses, UnaryOperator<String> loss) {
        GeneratedValues values = new GeneratedValues(DOCUMENT, Side.RESPONSE, SEED);
        AtomicReference<StubResponse> next = new AtomicReference<>();
        List<String> lost = new ArrayList<>();
        try (TokenApiClient client = client(sent -> next.get())) {
            for (int i = 0; i < NUMBER && lost.size() < ENOUGH; i++) {
                Response response = responses.get(i % responses.size());
                Content content = response.content().get(0);
                JsonNode value = values.value(content.schema(), i);
                assertThat(CHECKER.schemas().broken(content.schema(), value, Side.RESPONSE))
                        .isEmpty();
                next.set(new StubResponse(
                        Integer.parseInt(response.status()),
                        Map.of("Content-Type", List.of(content.key())),
                        loss.apply(value.toString())));
                String name = "response " + i + " of seed " + SEED + ": ";
                try {
                    Json.differences(GeneratedValues.withoutUnknown(value), received(client, operation))
                            .forEach(difference -> lost.add(name + difference));
                } catch (TokenApiException e) {
                    lost.add(name + e.getMessage());
                }
            }
        }
        return lost;
    }

    /** What the client returns to its caller, for a success or a failure. */
    private static JsonNode received(TokenApiClient client, Operation operation) {
        Map<String, String> parameters = new LinkedHashMap<>();
        operation
                .parameters()
                .forEach(parameter -> parameters.put(
                        parameter.name(), parameter.examples().get(0).value().asString()));
        JsonNode body =
                operation.requestBody().content().get(0).examples().get(0).value();
        try {
            return Models.show(client.send(Models.call(operation, parameters, body)));
        } catch (FailureException e) {
            return e.problem().map(Models::show).orElse(MissingNode.getInstance());
        }
    }

    private static List<String> lostFromRequests(Operation operation, UnaryOperator<Sent> loss) {
        GeneratedValues values = new GeneratedValues(DOCUMENT, Side.REQUEST, SEED);
        Content content = operation.requestBody().content().get(0);
        AtomicReference<Sent> last = new AtomicReference<>();
        Content response = successes(operation).get(0).content().get(0);
        List<String> lost = new ArrayList<>();
        try (TokenApiClient client = client(sent -> {
            last.set(loss.apply(sent));
            return new StubResponse(
                    200,
                    Map.of("Content-Type", List.of(response.key())),
                    response.examples().get(0).value().toString());
        })) {
            for (int i = 0; i < NUMBER && lost.size() < ENOUGH; i++) {
                JsonNode body = !operation.requestBody().required() && i % 10 == 0
                        ? MissingNode.getInstance()
                        : values.value(content.schema(), i);
                Map<String, String> parameters = parameters(operation, values, i);
                client.send(Models.call(operation, parameters, body));
                String name = "request " + i + " of seed " + SEED + ": ";
                lostOnTheWay(operation, parameters, body, last.get()).forEach(problem -> lost.add(name + problem));
            }
        }
        return lost;
    }

    private static Map<String, String> parameters(Operation operation, GeneratedValues values, int number) {
        Map<String, String> parameters = new TreeMap<>();
        for (Parameter parameter : operation.parameters()) {
            // An empty segment, or one of dots only, would change the path.
            String value;
            do {
                value = values.value(parameter.schema(), number).asString();
            } while (parameter.in() == In.PATH && value.matches("\\.{0,2}"));
            if (parameter.required() || number % 3 > 0) {
                parameters.put(parameter.name(), value);
            }
        }
        return parameters;
    }

    private static List<String> lostOnTheWay(
            Operation operation, Map<String, String> parameters, JsonNode body, Sent sent) {
        String query = sent.uri().getRawQuery();
        Exchange.Request request = new Exchange.Request(
                sent.method(),
                sent.uri().getRawPath() + (query == null ? "" : "?" + query),
                Headers.of(sent.headers()),
                sent.body().getBytes(StandardCharsets.UTF_8));
        List<String> problems = new ArrayList<>();
        CHECKER.check(new Exchange(request, Exchange.Response.none())).findings().stream()
                .filter(finding -> finding.side() == Side.REQUEST)
                .forEach(finding -> problems.add(finding.toString()));
        Map<String, String> arrived = new TreeMap<>();
        DOCUMENT.routes(request.path()).forEach(route -> {
            if (route.operation() == operation) {
                arrived.putAll(route.pathValues());
            }
        });
        for (String parameter :
                request.query().isEmpty() ? new String[0] : request.query().split("&")) {
            String[] nameAndValue = parameter.split("=", 2);
            arrived.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        if (!arrived.equals(parameters)) {
            problems.add("expected the parameters " + parameters + ", got " + arrived);
        }
        JsonNode expected = ClientGate.withDefaults(DOCUMENT, operation, body);
        problems.addAll(Json.differences(expected, Json.MAPPER.readTree(sent.body())));
        return problems;
    }

    private static TokenApiClient client(FunctionHttpClient.Exchange exchange) {
        return TokenApiClient.builder()
                .baseUri(URI.create("http://service.example"))
                .credentials(Credentials.bearer("token-of-the-gate"))
                .retryPolicy(RetryPolicy.NEVER)
                .httpClient(new FunctionHttpClient(exchange))
                .build();
    }

    private static Operation operation(String id) {
        return operations().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<Response> successes(Operation operation) {
        return operation.successes().stream().toList();
    }
}
