package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.gates.FunctionHttpClient.Sent;
import tools.jackson.databind.node.ObjectNode;

/** The client gate goes red for a faulty client; each test plants one fault. */
@Tag("gate")
final class ClientFaultsTest {
    private static final String PATCH = "/acs/t/[^/]+/api-tokens/[^/?]+$";
    private static final String SEARCH = "/api-tokens/search\\?";
    private static final String ACTION = "\\?action=regenerate";
    private static final String UPDATE = "/cloudapi/";
    private static final String GENERATE = "/usergroup/";

    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.mock(TokenApi.document());

    static Stream<Arguments> requestFaults() {
        return Stream.of(
                fault("UNDECLARED_PATH /paths", GENERATE, sent -> sent.uri("/usergroup/", "//usergroup/")),
                fault("UNDECLARED_METHOD /paths/~1acs~1t~1{tenant}~1api-tokens~1search", SEARCH, s -> s.method("PUT")),
                fault("MISSING_PARAMETER", ACTION, sent -> sent.uri("\\?action=regenerate", "")),
                fault("MISSING_PARAMETER", GENERATE, sent -> sent.uri("\\?action=.*", "")),
                fault(
                        "SCHEMA /components/schemas/SyncClientAction/enum",
                        GENERATE,
                        s -> s.uri("action=.*", "action=x")),
                fault("REPEATED_PARAMETER", SEARCH, sent -> sent.uri("$", "&pageSize=20")),
                fault("/parameters/0/schema/minimum", SEARCH, sent -> sent.uri("startIndex=1", "startIndex=0")),
                fault("/parameters/0/schema/type", SEARCH, sent -> sent.uri("startIndex=1", "startIndex=one")),
                fault("/parameters/0/schema/format", SEARCH, sent -> sent.uri("startIndex=1", "startIndex=2147483648")),
                fault("/parameters/1/schema/maximum", SEARCH, sent -> sent.uri("pageSize=20", "pageSize=1001")),
                fault(
                        "MISSING_CREDENTIALS /components/securitySchemes/bearerToken",
                        "",
                        s -> s.header("Authorization")),
                fault("INVALID_CREDENTIALS", "", sent -> sent.header("Authorization", "Basic dTpw")),
                fault("INVALID_CREDENTIALS", "", sent -> sent.header("Authorization", "Bearer ")),
                fault("INVALID_CREDENTIALS", "", sent -> sent.header("Authorization", "Bearer not a token")),
                fault("MISSING_CONTENT_TYPE", PATCH, sent -> sent.header("Content-Type")),
                fault("MEDIA_TYPE", PATCH, sent -> sent.header("Content-Type", "application/json")),
                fault("MEDIA_TYPE", SEARCH, sent -> sent.header("Content-Type", "application/xml")),
                fault("MEDIA_TYPE", UPDATE, s -> s.header("Content-Type", "application/json;version=39.0")),
                fault("NOT_ACCEPTED", UPDATE, sent -> sent.header("Accept", "application/json")),
                fault("NOT_ACCEPTED", UPDATE, sent -> sent.header("Accept", "application/json;version=38.1")),
                fault("NOT_ACCEPTED", UPDATE, sent -> sent.header("Accept")),
                fault("NOT_ACCEPTED", SEARCH, sent -> sent.header("Accept", "application/problem+json")),
                fault("MISSING_BODY", UPDATE, sent -> sent.body("").header("Content-Type")),
                fault("MALFORMED_BODY", PATCH, sent -> sent.body("{")),
                fault(
                        "MALFORMED_BODY",
                        PATCH,
                        s -> s.body("{\"token_display_name\":\"one\",\"token_display_name\":\"two\"}")),
                fault("SCHEMA /components/schemas/PatchAPITokensRequestMedia/type", PATCH, sent -> sent.body("[]")),
                body("/PatchAPITokensRequestMedia/required", PATCH, b -> b.remove("token_display_name")),
                body("/Token/required", UPDATE, b -> b.remove("name")),
                body("/access_token_ttl/type", PATCH, b -> b.put("access_token_ttl", "60")),
                body("/token_description/type", PATCH, b -> b.putNull("token_description")),
                body("/requireRotation/type", UPDATE, b -> b.put("requireRotation", "true")),
                body("/expirationTimeUtc/format", UPDATE, b -> b.put("expirationTimeUtc", "2027-06-30")),
                body("/token_ttl/format", GENERATE, b -> b.put("token_ttl", 2147483648L)),
                body("/token_ttl/minimum", GENERATE, b -> b.put("token_ttl", 0)),
                body("/max_count_of_uses/enum", PATCH, b -> b.put("max_count_of_uses", 2)),
                body("/sort_by/enum", SEARCH, b -> b.put("sort_by", "unknown_default_open_api")),
                body("/token_display_name/minLength", PATCH, b -> b.put("token_display_name", "ab")),
                body("/token_display_name/maxLength", PATCH, b -> b.put("token_display_name", "a".repeat(256))),
                body("/token_description/maxLength", PATCH, b -> b.put("token_description", "a".repeat(4001))));
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("requestFaults")
    void goesRedForAFaultInARequest(String expected, String at, UnaryOperator<Sent> fault) {
        List<String> problems = run(sent -> at(at, sent) ? fault.apply(sent) : sent, UnaryOperator.identity());

        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    /** A loss in the client has the same effect as a response without the lost part, so the response is changed. */
    @ParameterizedTest
    @MethodSource("losses")
    void goesRedForALossFromAResponse(String pattern, String replacement, String expected) {
        List<String> problems = run(UnaryOperator.identity(), body -> body.replaceAll(pattern, replacement));

        assertThat(problems)
                .anySatisfy(problem -> assertThat(problem).startsWith("LOSS").contains(expected));
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                arguments("\"token_suffix\":\"[^\"]*\",", "", "/token_suffix is absent"),
                arguments("\"totalCount\":2", "\"totalCount\":3", "/totalCount is 3, not 2"),
                arguments("\"requireRotation\":null,", "", "/requireRotation is absent"),
                arguments("\"expirationTimeUtc\":null,", "", "/expirationTimeUtc is absent"),
                arguments("2027-06-30T12:00:00Z", "2027-06-30T12:00:01Z", "/expirationTimeUtc is"),
                arguments("\"roles\":", "\"rollen\":", "/items/0/roles is absent"),
                arguments("(?s).+", "", "the body is empty"));
    }

    @Test
    void staysGreenForWhatMeansTheSame() {
        UnaryOperator<Sent> variant = sent -> withCharset(sent.header("X-Unknown", "1")
                .header("Accept", sent.headers().get("Accept").get(0).replace(";version=39.0", "; Version=\"39.0\""))
                .header("Authorization", "bearer token-of-the-gate"));
        UnaryOperator<String> bodies = body -> body.replaceFirst("\\{", "{\"a_property_to_come\": 1, ")
                .replace("2027-06-30T12:00:00Z", "2027-06-30T14:00:00+02:00");

        assertThat(run(variant, bodies)).isEmpty();
    }

    private static Sent withCharset(Sent sent) {
        List<String> type = sent.headers().get("Content-Type");
        return type == null ? sent : sent.header("Content-Type", type.get(0) + "; charset=utf-8");
    }

    private static List<String> run(UnaryOperator<Sent> requests, UnaryOperator<String> bodies) {
        return new ClientGate(
                        TokenApi.document(),
                        CONTRACT.baseUri(),
                        CONTRACT::takeVerdicts,
                        FunctionHttpClient.rewriting(requests, bodies))
                .runSuccesses();
    }

    private static boolean at(String place, Sent sent) {
        String pathAndQuery = sent.uri().toString().replaceFirst("http://[^/]+", "");
        boolean patch = place.equals(PATCH);
        return patch == sent.method().equals("PATCH")
                && Pattern.compile(place).matcher(pathAndQuery).find();
    }

    private static Arguments fault(String expected, String at, UnaryOperator<Sent> fault) {
        return arguments(expected, at, fault);
    }

    private static Arguments body(String expected, String at, Consumer<ObjectNode> change) {
        UnaryOperator<Sent> fault = sent -> {
            if (sent.body().isEmpty()) {
                return sent;
            }
            ObjectNode body = Json.MAPPER.readTree(sent.body()).asObject();
            change.accept(body);
            return sent.body(body.toString());
        };
        return arguments(expected, at, fault);
    }
}
