package org.tokenapi.contract.wiremock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Rule;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

final class ContractWireMockTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String UPDATE = "/cloudapi/1.0.0/tokens/urn:vcloud:token:1";
    private static ContractWireMock mock;

    @BeforeAll
    static void start() {
        mock = ContractWireMock.mock(TestDocuments.tokenApi());
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void forget() {
        mock.takeVerdicts();
    }

    @Test
    void respondsWithTheFirstSuccess() throws Exception {
        HttpResponse<String> response = put(mock.baseUri(), UPDATE, null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json;version=39.0");
        assertThat(response.body()).contains("\"name\":\"terraform\"");
    }

    @Test
    void respondsWithTheStatusThatIsPreferred() throws Exception {
        HttpResponse<String> response = put(mock.baseUri(), UPDATE, "code=429");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void respondsWithTheExampleThatIsPreferred() throws Exception {
        assertThat(put(mock.baseUri(), UPDATE, "code=200, example=proxyToken").body())
                .contains("console-proxy");
        assertThat(put(mock.baseUri(), UPDATE, "code=403, example=no-body").body())
                .isEmpty();
    }

    @Test
    void respondsFromTheSchemaWhereTheDocumentHasNoExample() throws Exception {
        OpenApiDocument document = OpenApiDocument.parse("document", """
                openapi: 3.0.3
                paths:
                  /a:
                    put:
                      responses:
                        '200':
                          description: d
                          headers: {X-Rate: {required: true, schema: {type: integer, minimum: 7}}}
                          content: {application/json: {schema: {type: object, required: [code], properties: {
                            code: {type: string, pattern: '^[A-Z]{3}$'}, key: {type: string, writeOnly: true}}}}}
                """);
        try (ContractWireMock without = ContractWireMock.mock(document)) {
            HttpResponse<String> response = put(without.baseUri(), "/a", null);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Rate")).contains("8");
            assertThat(response.body()).matches("\\{\"code\":\"[A-Z]{3}\"}");
        }
    }

    @Test
    void hasTheVerdictReadyWithTheResponse() throws Exception {
        put(mock.baseUri(), "/cloudapi/2.0.0/tokens/1", null);

        assertThat(mock.takeVerdicts())
                .flatExtracting(Verdict::violations)
                .extracting(Finding::rule)
                .containsExactly(Rule.UNDECLARED_PATH);
        assertThat(mock.takeVerdicts()).isEmpty();
    }

    @Test
    void namesViolationsInAHeaderOfTheResponse() throws Exception {
        HttpResponse<String> response = put(mock.baseUri(), "/cloudapi/2.0.0/tokens/1", null);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("X-Contract-Violations")).contains("1 /paths");
        assertThat(put(mock.baseUri(), UPDATE, null).headers().firstValue("X-Contract-Violations"))
                .isEmpty();
    }

    @Test
    void passesEverythingOnAsAProxy() throws Exception {
        try (ContractWireMock proxy = ContractWireMock.proxy(TestDocuments.tokenApi(), mock.baseUri())) {
            HttpResponse<String> direct = put(mock.baseUri(), UPDATE.replace(":", "%3A") + "?a=%20b", "code=429");
            mock.takeVerdicts();
            HttpResponse<String> proxied = put(proxy.baseUri(), UPDATE.replace(":", "%3A") + "?a=%20b", "code=429");

            assertThat(proxied.statusCode()).isEqualTo(direct.statusCode());
            assertThat(proxied.body()).isEqualTo(direct.body());
            assertThat(proxied.headers().firstValue("Retry-After")).contains("5");
            Verdict arrived = mock.takeVerdicts().get(0);
            Verdict passed = proxy.takeVerdicts().get(0);
            assertThat(arrived.exchange().request().target())
                    .isEqualTo(passed.exchange().request().target())
                    .isEqualTo("/cloudapi/1.0.0/tokens/urn%3Avcloud%3Atoken%3A1?a=%20b");
            assertThat(new String(arrived.exchange().request().body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"id\": \"i\", \"name\": \"ñ\"}");
            assertThat(passed.violations()).isEmpty();
        }
    }

    @Test
    void reportsAServerThatIsNotThere() throws Exception {
        try (ContractWireMock proxy =
                ContractWireMock.proxy(TestDocuments.tokenApi(), URI.create("http://127.0.0.1:1"))) {
            put(proxy.baseUri(), UPDATE, null);

            assertThat(proxy.takeVerdicts()).flatExtracting(Verdict::violations).isNotEmpty();
        }
    }

    private static HttpResponse<String> put(URI base, String path, String prefer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer token")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json;version=39.0")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"id\": \"i\", \"name\": \"ñ\"}"));
        if (prefer != null) {
            request.header("Prefer", prefer);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
