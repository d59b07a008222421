package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tokenapi.client.Service.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientAction;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** Successes that do not follow the document, and the only copy of a new secret in them. */
final class LenientSuccessTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final Call<ApiTokenWithSecret> REGENERATE =
            ApiTokensApi.triggerApiTokenAction("CUSTOMER", "1", "regenerate", null);

    private static final String BODY = "{\"id\": \"a\", \"token\": \"fresh\"}";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "\"_links\": [] | _links cannot be read as Map, and is left out",
                "\"_links\": {\"self\": \"/x\"} | _links/* is not an object, and is left out",
                "\"_links\": {\"self\": [{\"href\": \"/x\"}]} | _links/* is not an object, and is left out",
                "\"_links\": {\"self\": {\"href\": {}}} | _links/*/href cannot be read as String, and is left out",
                "\"api_token_ttl\": \"P30D\" | api_token_ttl cannot be read as Long, and is left out",
                "\"api_token_ttl\": 60.5 | api_token_ttl cannot be read as Long, and is left out",
                "\"api_token_ttl\": 9223372036854775808 | api_token_ttl cannot be read as Long, and is left out",
                "\"user_status\": \"ACTIVE\" | user_status cannot be read as Boolean, and is left out"
            })
    void whatDoesNotFitIsAWarning(String property, String warning) {
        SERVICE.responds(json("{\"id\": \"a\", " + property + ", \"token\": \"fresh\"}"));

        Response<ApiTokenWithSecret> response = SERVICE.client().exchange(REGENERATE);

        assertThat(response.body().getToken()).isEqualTo(Secret.of("fresh"));
        assertThat(response.body().getId()).isEqualTo("a");
        assertThat(response.warnings()).containsExactly(warning);
    }

    @Test
    void aPropertyThatIsNotUtf8IsAWarning() {
        byte[] body =
                "{\"token_display_name\": \"caf\u00e9\", \"token\": \"fresh\"}".getBytes(StandardCharsets.ISO_8859_1);
        SERVICE.responds(json("").withBody(body));

        Response<ApiTokenWithSecret> response = SERVICE.client().exchange(REGENERATE);

        assertThat(response.body().getToken()).isEqualTo(Secret.of("fresh"));
        assertThat(response.warnings()).containsExactly("token_display_name is not UTF-8, and is left out");
    }

    @Test
    void aTimeToLiveThatIsTextIsAWarning() {
        SERVICE.responds(json("{\"access_token\": \"fresh\", \"token_ttl\": \"1h\"}"));

        Response<SyncClientConfiguration> response = SERVICE.client()
                .exchange(SyncClientsApi.generateSyncClientCredentials(
                        "CUSTOMER", "1", SyncClientAction.GENERATE_CREDENTIALS, null));

        assertThat(response.body().getAccessToken()).isEqualTo(Secret.of("fresh"));
        assertThat(response.warnings()).containsExactly("token_ttl cannot be read as Integer, and is left out");
    }

    @Test
    void aDateThatIsANumberIsAWarning() {
        SERVICE.responds(json("{\"id\": \"1\", \"name\": \"n\", \"expirationTimeUtc\": 1814356800000}"));

        Response<?> response = SERVICE.client().exchange(SampleCall.UPDATE.call());

        assertThat(((CloudDirectorToken) response.body()).getExpirationTimeUtc())
                .isNull();
        assertThat(response.warnings())
                .containsExactly("expirationTimeUtc cannot be read as OffsetDateTime, and is left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/json",
                "application/hal+json",
                "application/vnd.vmware.vidm.api-tokens.patch.response+json",
                "application/octet-stream"
            })
    void jsonOfAnotherTypeIsReadWithAWarning(String type) {
        SERVICE.responds(json(BODY).withHeader("Content-Type", type));

        Response<ApiTokenWithSecret> response = SERVICE.client().exchange(REGENERATE);

        assertThat(response.body().getToken()).isEqualTo(Secret.of("fresh"));
        assertThat(response.warnings())
                .containsExactly("the media type is not the expected one,"
                        + " application/vnd.vmware.vidm.api-tokens.trigger.action.response+json");
    }

    @Test
    void anEmptyContentTypeIsReadAsJson() throws IOException {
        try (RawServer server = new RawServer(
                "HTTP/1.1 200 OK\r\nContent-Type:\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY,
                RawServer.End.CLOSE)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();

            assertThat(client.apiTokens("CUSTOMER").regenerate("1").getToken()).isEqualTo(Secret.of("fresh"));
        }
    }

    static Stream<Arguments> codings() throws IOException {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        byte[] gzip = coded(body, GZIPOutputStream::new);
        byte[] zlib = coded(body, DeflaterOutputStream::new);
        byte[] deflate =
                coded(body, out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true)));
        return Stream.of(
                Arguments.of("gzip", gzip),
                Arguments.of("X-GZIP", gzip),
                Arguments.of("deflate", zlib),
                Arguments.of("deflate", deflate),
                Arguments.of("identity", body),
                Arguments.of("deflate, gzip", coded(zlib, GZIPOutputStream::new)));
    }

    private interface Opening {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] coded(byte[] body, Opening coding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.open(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codings")
    void aCodingThatNoOneAskedForIsRead(String coding, byte[] body) {
        SERVICE.responds(json("").withHeader("Content-Encoding", coding).withBody(body));

        assertThat(SERVICE.client().exchange(REGENERATE).warnings()).isEmpty();
        assertThat(SERVICE.client()
                        .apiTokens("CUSTOMER")
                        .regenerateAsync("1")
                        .join()
                        .getToken())
                .isEqualTo(Secret.of("fresh"));
    }

    @Test
    void aFailureMayHaveACodingToo() throws IOException {
        byte[] body = coded("{\"title\": \"No\"}".getBytes(StandardCharsets.UTF_8), GZIPOutputStream::new);
        SERVICE.responds(json(403, "").withHeader("Content-Encoding", "gzip").withBody(body));

        assertThat(((ForbiddenException) SampleCall.failure(SERVICE.client(), SampleCall.SEARCH)).problem())
                .map(problem -> problem.getTitle())
                .contains("No");
    }

    @Test
    void aBodyThatGrowsBeyondTheLimitIsTooLarge() throws IOException {
        byte[] bomb = coded(new byte[1_000_000], GZIPOutputStream::new);
        SERVICE.responds(json("").withHeader("Content-Encoding", "gzip").withBody(bomb));
        TokenApiClient client = SERVICE.builder().largestResponse(100_000).build();

        assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                .hasMessageEndingWith("the body is larger than largestResponse, 100000 bytes");
    }

    @Test
    void aCodingThatIsNotKnownIsUnreadable() {
        SERVICE.responds(json("{\"id\": \"a\"}").withHeader("Content-Encoding", "br"));

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH))
                .hasMessageEndingWith("status 200, the content coding is not supported");
    }

    static Stream<Arguments> unreadable() throws IOException {
        byte[] cut = coded(
                ("{\"token\": \"fresh\", \"id\": \"" + "abcdefgh".repeat(50) + "\"}").getBytes(StandardCharsets.UTF_8),
                out -> new GZIPOutputStream(out, true));
        return Stream.of(
                Arguments.of("cut off", json("{\"token\": \"fresh\", \"id\"")),
                Arguments.of("a list", json("[{\"token\": \"fresh\"}]")),
                Arguments.of("trailing text", json(BODY + " <!-- proxy -->")),
                Arguments.of("nested", json("{\"data\": {\"token\": \"fresh\"}}")),
                Arguments.of("not JSON by its type", json(BODY).withHeader("Content-Type", "text/plain")),
                Arguments.of("escaped", json("{\"token\": \"fre\\u0073h\", x")),
                Arguments.of(
                        "damaged gzip",
                        json("").withHeader("Content-Encoding", "gzip").withBody(Arrays.copyOf(cut, cut.length - 12))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void theExceptionHoldsTheSecretOfABodyThatCannotBeRead(String name, ResponseDefinitionBuilder response) {
        SERVICE.responds(response);

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> SERVICE.client().apiTokens("CUSTOMER").regenerate("1"))
                .withMessageContaining(". secrets() holds token of the body")
                .withMessageNotContaining("fresh")
                .satisfies(failure -> {
                    assertThat(failure.secrets()).isEqualTo(Map.of("token", Secret.of("fresh")));
                    assertThat(failure.body()).isPresent();
                    assertThat(failure.outcomeUnknown()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"token\": \"fresh", "{\"token\": null", "{\"token\": \"\"", "{\"token\": [\"fresh\"]}"})
    void noSecretIsMadeUp(String body) {
        SERVICE.responds(json(body));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> SERVICE.client().apiTokens("CUSTOMER").regenerate("1"))
                .satisfies(failure -> {
                    assertThat(failure.secrets()).isEmpty();
                    assertThat(failure.body()).map(Secret::reveal).contains(body);
                });
    }

    @Test
    void aSecretThatIsNotUtf8IsNotASecret() {
        SERVICE.responds(json("").withBody("{\"token\": \"fr\u00e9sh\"}".getBytes(StandardCharsets.ISO_8859_1)));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> SERVICE.client().apiTokens("CUSTOMER").regenerate("1"))
                .withMessageContaining("status 200, token is missing")
                .satisfies(failure -> {
                    assertThat(failure.secrets()).isEmpty();
                    assertThat(failure.body()).map(Secret::reveal).contains("{\"token\": \"fr\u00e9sh\"}");
                });
    }

    @Test
    void theBodyDoesNotOutliveSerialization() throws Exception {
        SERVICE.responds(json("{\"token\": \"fresh\", x"));
        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.REGENERATE);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("fresh");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            UnreadableResponseException read = (UnreadableResponseException) in.readObject();
            assertThat(read.secrets()).isEmpty();
            assertThat(read.body()).isEmpty();
        }
    }

    @Test
    void aBigBodyWithManyFlawsIsReadInOnePass() {
        String item = "{\"id\": \"i\", \"_links\": []}, \"odd\", ";
        SERVICE.responds(json("{\"items\": [" + item.repeat(50_000) + "{\"id\": \"last\"}]}"));

        Response<ApiTokenPage> response =
                SERVICE.client().exchange(ApiTokensApi.searchApiTokens("CUSTOMER", null, null, null));

        assertThat(response.body().getItems()).hasSize(50_001);
        assertThat(response.warnings()).hasSize(100_000);
    }

    @Test
    void oneOddItemDoesNotFailAPage() {
        SERVICE.responds(
                json("{\"items\": [{\"id\": \"a\", \"_links\": []}, \"odd\", {\"id\": \"b\"}], \"totalPages\": 1}"));

        Response<ApiTokenPage> response =
                SERVICE.client().exchange(ApiTokensApi.searchApiTokens("CUSTOMER", null, null, null));

        assertThat(response.warnings())
                .containsExactly(
                        "items/0/_links cannot be read as Map, and is left out",
                        "items/1 is not an object, and is left out");
        assertThat(SERVICE.client().apiTokens("CUSTOMER").search(Search.all()).stream()
                        .map(ApiTokenSummary::getId))
                .containsExactly("a", "b");
    }

    @Test
    void aPageWithoutReadableItemsIsNotTheEndOfASearch() {
        SERVICE.responds(json("{\"items\": {}, \"totalPages\": 3}"));

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH))
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessage("searchApiTokens: status 200, items cannot be read as List, and is left out");
    }

    @Test
    void aResponseShowsNeitherHeadersNorBody() {
        SERVICE.responds(json("{\"id\": \"personal\", \"token\": \"fresh\", \"_links\": []}")
                .withHeader("Set-Cookie", "session=1")
                .withHeader("X-Request-Id", "r-1"));

        Response<ApiTokenWithSecret> response =
                SERVICE.client().exchangeAsync(REGENERATE).join();

        assertThat(response.headers().firstValue("Set-Cookie")).contains("session=1");
        assertThat(response.requestId()).isEqualTo("r-1");
        assertThat(response).hasToString("status 200, request id r-1, _links cannot be read as Map, and is left out");
    }

    /** For each property of a response, every JSON type. */
    static Stream<Arguments> malformedNeighbours() {
        List<Arguments> all = new ArrayList<>();
        for (Class<?> model : List.of(ApiTokenWithSecret.class, SyncClientConfiguration.class)) {
            for (String property : properties(model)) {
                if (!FoundSecrets.NAMES.contains(property)) {
                    for (String value : List.of(
                            "null",
                            "true",
                            "7",
                            "-1.5e300",
                            "1e999",
                            "\"\"",
                            "\"x\"",
                            "[]",
                            "[[]]",
                            "[null]",
                            "{}",
                            "{\"a\": []}",
                            "{\"\": null}")) {
                        all.add(Arguments.of(model, property, value));
                    }
                }
            }
        }
        return all.stream();
    }

    private static Collection<String> properties(Class<?> model) {
        Collection<String> names = new TreeSet<>();
        for (Class<?> type = model; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().startsWith("JSON_PROPERTY_")) {
                    try {
                        names.add((String) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return names;
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("malformedNeighbours")
    void theSecretArrivesWhateverIsBesideIt(Class<?> model, String property, String value) {
        boolean token = model == ApiTokenWithSecret.class;
        SERVICE.responds(json(
                "{\"" + property + "\": " + value + ", \"" + (token ? "token" : "client_secret") + "\": \"fresh\"}"));

        Secret secret = token
                ? SERVICE.client().apiTokens("CUSTOMER").regenerate("1").getToken()
                : SERVICE.client()
                        .syncClients("CUSTOMER")
                        .generateCredentials("1", new SyncClientConfiguration())
                        .getClientSecret();

        assertThat(secret).isEqualTo(Secret.of("fresh"));
    }

    @Test
    void theNamesOfSecretsAreThoseOfTheModels() {
        Collection<String> names = new TreeSet<>();
        for (Class<?> model :
                List.of(ApiTokenWithSecret.class, SyncClientConfiguration.class, CloudDirectorToken.class)) {
            for (Field field : model.getDeclaredFields()) {
                if (isSecret(field.getGenericType())) {
                    names.add(field.getName().replaceAll("([A-Z])", "_$1").toLowerCase());
                }
            }
        }

        assertThat(FoundSecrets.NAMES).containsExactlyInAnyOrderElementsOf(names);
    }

    private static boolean isSecret(Type type) {
        return type == Secret.class
                || type instanceof ParameterizedType generic
                        && Arrays.asList(generic.getActualTypeArguments()).contains(Secret.class);
    }

    @Test
    void aLongSecretIsFoundWithoutRecursion() {
        String text = "\\\\n".repeat(200_000);

        assertThat(FoundSecrets.in(
                        ("{\"token\": \"" + text + "\"").getBytes(StandardCharsets.UTF_8),
                        tools.jackson.databind.json.JsonMapper.shared()))
                .containsOnlyKeys("token");
    }
}
