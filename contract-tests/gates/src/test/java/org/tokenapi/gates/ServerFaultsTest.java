package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.wiremock.ContractWireMock;
import org.tokenapi.gates.FaultyServer.Fault;
import org.tokenapi.gates.FaultyServer.ServerResponse;
import tools.jackson.databind.node.ObjectNode;

/** The server gate goes red for a faulty server; each test plants one fault. */
@Tag("gate")
@TestInstance(Lifecycle.PER_CLASS)
final class ServerFaultsTest {
    private static final String ACTION = "triggerApiTokenAction";
    private static final String PATCH = "patchApiToken";
    private static final String SEARCH = "searchApiTokens";
    private static final String UPDATE = "updateToken";
    private static final String GENERATE = "generateSyncClientCredentials";

    private final OpenApiDocument document = TokenApi.document();
    private RunningServer server;
    private FaultyServer faulty;
    private ContractWireMock proxy;
    private ServerGate gate;
    private List<Scenario> scenarios;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = new RunningServer(directory);
        faulty = new FaultyServer(server.baseUri());
        proxy = ContractWireMock.proxy(document, faulty.baseUri());
        gate = new ServerGate(proxy.baseUri(), proxy::takeVerdicts);
        scenarios = Scenario.all(document, server.credentials());
    }

    @AfterAll
    void stop() {
        proxy.close();
        faulty.close();
        server.close();
    }

    Stream<Arguments> faultyResponses() {
        return Stream.of(
                body("SCHEMA /components/schemas/Token/required", UPDATE, b -> b.remove("name")),
                body(
                        "/SearchAPITokensSummaryListMedia/properties/totalCount/type",
                        SEARCH,
                        b -> b.put("totalCount", "2")),
                body(
                        "/SearchAPITokensSummaryListMedia/properties/pageSize/format",
                        SEARCH,
                        b -> b.put("pageSize", 1L << 31)),
                body("/SearchAPITokensSummaryListMedia/properties/items/type", SEARCH, b -> b.putObject("items")),
                body("/Token/properties/expirationTimeUtc/format", UPDATE, b -> b.put("expirationTimeUtc", "tomorrow")),
                body(
                        "/BrokerSyncClientConfigurationMedia/properties/token_ttl/minimum",
                        GENERATE,
                        b -> b.put("token_ttl", 0)),
                body("/ApiToken/properties/token_description/type", PATCH, b -> b.putNull("token_description")),
                body(
                        "/Link/properties/href/type",
                        ACTION,
                        b -> b.putObject("_links").putObject("self").put("href", 1)),
                body("LEAKED_SECRET", PATCH, b -> b.put("token", "vidb_leaked")),
                body(
                        "LEAKED_SECRET",
                        SEARCH,
                        b -> b.path("items").path(0).asObject().put("token", "vidb_leaked")),
                body("LEAKED_SECRET", UPDATE, b -> b.put("client_secret", "leaked")),
                success("MALFORMED_BODY", SEARCH, a -> a.body(a.body().substring(1))),
                success("MALFORMED_BODY", SEARCH, a -> a.body(a.body() + a.body())),
                success("MISSING_BODY", SEARCH, a -> a.body("")),
                success("MISSING_CONTENT_TYPE", PATCH, a -> a.header("Content-Type")),
                success("MEDIA_TYPE", PATCH, a -> a.header("Content-Type", "application/json")),
                success("MEDIA_TYPE", UPDATE, a -> a.header("Content-Type", "application/json")),
                success("MEDIA_TYPE", UPDATE, a -> a.header("Content-Type", "application/json;version=38.1")),
                success("UNDECLARED_STATUS", GENERATE, a -> a.status(201)),
                success("UNDECLARED_STATUS", UPDATE, a -> a.status(404)),
                refusal("UNDECLARED_STATUS", UPDATE, a -> a.status(422)),
                refusal("MEDIA_TYPE", PATCH, a -> a.header("Content-Type", "text/html")),
                refusal("/Problem/properties/status/type", PATCH, a -> a.body("{\"status\": \"400\"}")),
                refusal("STATUS", SEARCH, a -> a.status(404)),
                refusal("MISSING_HEADER", ACTION, a -> a.header("WWW-Authenticate")),
                refusal("UNDECLARED_STATUS", SEARCH, a -> a.status(502)));
    }

    @ParameterizedTest(name = "{1}, {0} [{index}]")
    @MethodSource("faultyResponses")
    void goesRedForAFaultyResponse(String expected, String operationId, int kind, Fault fault) throws Exception {
        assertThat(run(operationId, kind, fault))
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    /** Each with the scenarios in which the document determines that the request must be refused. */
    Stream<Arguments> requestsToRefuse() {
        return Stream.of(
                arguments("no credentials", 401, List.of("no credentials")),
                arguments("another scheme", 401, List.of("another scheme", "empty credentials")),
                arguments("any Content-Type", 415, List.of("body as XML", "body without Content-Type")),
                arguments("half a JSON", 400, List.of("half a JSON", "two JSON values")),
                arguments("any type", 400, List.of("an array")),
                arguments("any method", 405, List.of("undeclared method")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsToRefuse")
    void goesRedForAServerThatAccepts(String what, int refusal, List<String> names) throws Exception {
        for (Operation operation : document.operations()) {
            ServerResponse success = exampleOfSuccess(operation);
            for (String name : names) {
                Scenario scenario = scenario(operation.id(), name);
                faulty.plant((request, response) -> response.status() == refusal ? success : response);

                assertThat(gate.run(scenario))
                        .as(scenario.toString())
                        .anySatisfy(problem -> assertThat(problem).startsWith("ACCEPTED_INVALID_REQUEST"));
            }
        }
    }

    /** Scenarios that only the server can judge, such as a wrong token: the gate checks their status alone. */
    @ParameterizedTest
    @CsvSource({
        "wrong token, 401",
        "forged token, 401",
        "expired token, 401",
        "token of another tenant, 403",
        "token without the scope, 403",
        "response as XML, 406"
    })
    void goesRedForAServerThatAcceptsWhatOnlyItCanJudge(String name, int refusal) throws Exception {
        for (Operation operation : document.operations()) {
            ServerResponse success = exampleOfSuccess(operation);
            faulty.plant((request, response) -> response.status() == refusal ? success : response);

            assertThat(gate.run(scenario(operation.id(), name)))
                    .anySatisfy(problem -> assertThat(problem).startsWith("STATUS"));
        }
    }

    private Scenario scenario(String operationId, String name) {
        return scenarios.stream()
                .filter(s -> s.operation().id().equals(operationId) && s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void staysGreenForWhatMeansTheSame() throws Exception {
        Fault variant = (request, response) -> {
            String contentType = String.join("", response.headers().getOrDefault("Content-Type", List.of()));
            boolean problem = contentType.startsWith("application/problem+json");
            return problem
                    ? response.body("").header("Content-Type")
                    : response.header("Content-Type", contentType.replace(";version=39.0", "; Version=\"39.0\""))
                            .header("X-To-Come", "1")
                            .body(response.body().replaceFirst("\\{", "{\"a_property_to_come\": {\"a\": null}, "));
        };
        faulty.plant(variant);

        for (Scenario scenario : scenarios) {
            assertThat(gate.run(scenario))
                    .filteredOn(problem -> !problem.startsWith("UNDECLARED_PROPERTY"))
                    .isEmpty();
        }
    }

    /** Runs the scenarios of an operation with a response of one kind, until one is red. */
    private List<String> run(String operationId, int kind, Fault fault) throws Exception {
        faulty.plant(fault);
        for (Scenario scenario : scenarios) {
            if (scenario.operation().id().equals(operationId) && scenario.status() / 100 == kind) {
                List<String> problems = gate.run(scenario);
                if (!problems.isEmpty()) {
                    return problems;
                }
            }
        }
        return List.of();
    }

    private static ServerResponse exampleOfSuccess(Operation operation) {
        Response response = operation.successes().stream().findFirst().orElseThrow();
        Content content = response.content().get(0);
        return new ServerResponse(
                        200, Map.of(), content.examples().get(0).value().toString())
                .header("Content-Type", content.key());
    }

    private static Arguments body(String expected, String operationId, Consumer<ObjectNode> change) {
        return success(expected, operationId, response -> {
            ObjectNode body = Json.MAPPER.readTree(response.body()).asObject();
            change.accept(body);
            return response.body(body.toString());
        });
    }

    private static Arguments success(String expected, String operationId, UnaryOperator<ServerResponse> fault) {
        return when(expected, operationId, 2, fault);
    }

    private static Arguments refusal(String expected, String operationId, UnaryOperator<ServerResponse> fault) {
        return when(expected, operationId, 4, fault);
    }

    private static Arguments when(String expected, String operationId, int kind, UnaryOperator<ServerResponse> fault) {
        Fault broken = (request, response) -> response.status() / 100 == kind ? fault.apply(response) : response;
        return arguments(expected, operationId, kind, broken);
    }
}
