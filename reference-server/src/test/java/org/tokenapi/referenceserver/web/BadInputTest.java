package org.tokenapi.referenceserver.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.CLOUD_TOKENS;
import static org.tokenapi.referenceserver.TestServer.DIRECTORIES;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.TestServer;

/** An invalid request gets a problem that describes the error, and changes nothing. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private TestServer server;
    private List<Map<String, Object>> before;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory, "--token-api.max-body-size=10KB");
        before = server.everything();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(server.everything().equals(before)).as("nothing has changed").isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                       | body::is not well-formed JSON at line 1, column 2",
                "{} {}                                   | body::is not well-formed JSON at line 1, column 4",
                "[]                                      | body::must be an object",
                "\"x\"                                   | body::must be an object",
                "5                                       | body::must be an object",
                "null                                    | body::must be an object",
                "{}                                      | body:token_display_name:must not be null",
                "{\"token_display_name\":null}           | body:token_display_name:must not be null",
                "{\"token_display_name\":\"ab\"}         | body:token_display_name:size must be between 3 and 255",
                "{\"token_display_name\":5}              | body:token_display_name:must be a string",
                "{\"token_display_name\":true}           | body:token_display_name:must be a string",
                "{\"token_display_name\":[\"abc\"]}      | body:token_display_name:must be a string",
                "{\"token_display_name\":\"a\\u0000b\"}  | body:token_display_name:must not have U+0000 or an unpaired surrogate",
                "{\"token_display_name\":\"a\\ud800b\"}  | body:token_display_name:must not have U+0000 or an unpaired surrogate",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":0}     | body:access_token_ttl:must be greater than or equal to 1",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":-5}    | body:access_token_ttl:must be greater than or equal to 1",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":1.0}   | body:access_token_ttl:must be a whole number",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":\"1\"} | body:access_token_ttl:must be a whole number",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":9223372036854775808} | body:access_token_ttl:must be in the range of int64",
                "{\"token_display_name\":\"abc\",\"max_count_of_uses\":2}    | `body:max_count_of_uses:must be one of 1, -1`",
                "{\"token_display_name\":\"abc\",\"max_count_of_uses\":\"1\"} | body:max_count_of_uses:must be a whole number",
                "{\"token_display_name\":\"abc\",\"token_description\":null} | body:token_description:must not be null",
                "{\"token_display_name\":\"abc\",\"_links\":{\"self\":null}} | body:_links.self:must not be null",
                "{\"token_display_name\":\"abc\",\"_links\":{\"self\":{\"href\":1}}} | body:_links.self.href:must be a string",
                "{\"token_display_name\":\"abc\",\"token_display_name\":\"abd\"} | body::has a duplicate property at line 1, column 49",
            })
    void patch(String body, String violation) {
        TestServer.TestResponse response = server.patch(body).send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly(violation);
    }

    @Test
    void patchWithTextThatIsTooLong() {
        TestServer.TestResponse response = server.patch("{\"token_display_name\":\"" + "x".repeat(256)
                        + "\",\"token_description\":\"" + "y".repeat(4001) + "\"}")
                .send();

        assertProblem(response, 400);
        assertThat(response.violations())
                .containsExactly(
                        "body:token_description:size must be between 0 and 4000",
                        "body:token_display_name:size must be between 3 and 255");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "startIndex=0          | query:startIndex:must be greater than or equal to 1",
                "startIndex=-1         | query:startIndex:must be greater than or equal to 1",
                "startIndex=100001     | query:startIndex:must be less than or equal to 100000",
                "startIndex=3000000000 | query:startIndex:must be between -2147483648 and 2147483647",
                "pageSize=0            | query:pageSize:must be greater than or equal to 1",
                "pageSize=1001         | query:pageSize:must be less than or equal to 1000",
                "pageSize=abc          | query:pageSize:must be a whole number",
                "pageSize=             | query:pageSize:must be a whole number",
                "pageSize=0x10         | query:pageSize:must be a whole number",
                "pageSize=%205         | query:pageSize:must be a whole number",
                "pageSize=5&pageSize=6 | query:pageSize:must be given once",
            })
    void page(String query, String violation) {
        TestServer.TestResponse response =
                server.call("POST", TOKENS + "search?" + query).send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly(violation);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"and\":[{}]}                       | and[0].key",
                "{\"and\":[null]}                     | and[0]",
                "{\"and\":[\"id\"]}                   | and[0]",
                "{\"and\":{}}                         | and",
                "{\"and\":[{\"key\":\"secret_sha256\",\"values\":[\"x\"]}]}  | and[0].key",
                "{\"and\":[{\"key\":\"roles\",\"operator\":\"EMPTY\"}]}      | and[0].key",
                "{\"or\":[{\"key\":\"id\",\"operator\":\"equals\",\"values\":[\"x\"]}]} | or[0].operator",
                "{\"or\":[{\"key\":\"id\",\"operator\":\"GREATER_THAN\",\"values\":[\"x\"]}]} | or[0].operator",
                "{\"or\":[{\"key\":\"user_status\",\"operator\":\"LESS_THAN\",\"values\":[\"true\"]}]} | or[0].operator",
                "{\"or\":[{\"key\":\"access_token_ttl\",\"operator\":\"LIKE\",\"values\":[\"1\"]}]} | or[0].operator",
                "{\"and\":[{\"key\":\"id\"}]}         | and[0].values",
                "{\"and\":[{\"key\":\"id\",\"values\":[]}]} | and[0].values",
                "{\"and\":[{\"key\":\"id\",\"operator\":\"EMPTY\",\"values\":[\"x\"]}]} | and[0].values",
                "{\"and\":[{\"key\":\"access_token_ttl\",\"operator\":\"LESS_THAN\",\"values\":[\"1\",\"2\"]}]} | and[0].values",
                "{\"and\":[{\"key\":\"access_token_ttl\",\"values\":[\"1\",\"abc\"]}]} | and[0].values[1]",
                "{\"and\":[{\"key\":\"access_token_ttl\",\"values\":[\"1.0\"]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"access_token_ttl\",\"values\":[\"+1\"]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"access_token_ttl\",\"values\":[\"\u0663\u0660\"]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"user_status\",\"values\":[\"maybe\"]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"created_date\",\"values\":[\"2026-01-01\"]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"id\",\"values\":[null]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"id\",\"values\":[1]}]} | and[0].values[0]",
                "{\"and\":[{\"key\":\"id\",\"values\":[\"\\u0000\"]}]} | and[0].values[0]",
                "{\"sort_by\":\"id\"}                 | sort_by",
                "{\"sort_by\":\"\"}                   | sort_by",
                "{\"sort_by\":null}                   | sort_by",
                "{\"sort_order\":\"ASC\"}             | sort_order",
            })
    void search(String body, String name) {
        TestServer.TestResponse response = server.search(body).send();

        assertProblem(response, 400);
        assertThat(response.violations()).singleElement().asString().startsWith("body:" + name + ":");
    }

    @Test
    void searchWithTooManyCriteria() {
        String criterion = "{\"key\":\"id\",\"operator\":\"EMPTY\"}";

        TestServer.TestResponse response = server.search("{\"and\":[" + (criterion + ",").repeat(50) + criterion + "]}")
                .send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly("body:and:size must be between 0 and 50");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2027-06-30\"            | expirationTimeUtc",
                "\"2027-06-30T12:00:00\"   | expirationTimeUtc",
                "\"2027-02-30T12:00:00Z\"  | expirationTimeUtc",
                "1795354072                | expirationTimeUtc",
                "\"\"                      | expirationTimeUtc",
                "\"true\"                  | requireRotation",
                "1                         | requireRotation",
                "null                      | owner",
                "\"x\"                     | owner",
                "null                      | username",
            })
    void put(String value, String property) {
        TestServer.TestResponse response = server.put(
                        REFRESH_TOKEN,
                        "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"x\",\"" + property + "\":" + value + "}")
                .send();

        assertProblem(response, 400);
        assertThat(response.violations()).singleElement().asString().startsWith("body:" + property + ":");
    }

    @Test
    void putReportsEveryMissingProperty() {
        TestServer.TestResponse response = server.put(REFRESH_TOKEN, "{}").send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly("body:id:must not be null", "body:name:must not be null");
    }

    @Test
    void putNeedsABody() {
        TestServer.TestResponse response = server.call("PUT", CLOUD_TOKENS + REFRESH_TOKEN)
                .header("Accept", TestServer.VERSION)
                .send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly("body::is required");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token_ttl\":0}                 | body:token_ttl:must be greater than or equal to 1",
                "{\"token_ttl\":2147483648}        | body:token_ttl:must be in the range of int32",
                "{\"generate_token\":\"true\"}     | body:generate_token:must be true or false",
                "{\"generate_token\":null}         | body:generate_token:must not be null",
                "{\"access_token_expire_in\":\"\"} | body:access_token_expire_in:must be a whole number",
            })
    void sync(String body, String violation) {
        TestServer.TestResponse response = server.sync(DIRECTORY, body).send();

        assertProblem(response, 400);
        assertThat(response.violations()).containsExactly(violation);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                                 | is required",
                "action=                              | must be one of",
                "action=destroy                       | must be one of",
                "action=REGENERATE                    | must be one of",
                "action=GENERATE_CREDENTIALS          | must be one of",
                "action=regenerate&action=regenerate  | must be given once",
            })
    void action(String query, String detail) {
        String suffix = query == null ? "" : "?" + query;
        for (String path : List.of(TOKENS + NIGHTLY, DIRECTORIES + DIRECTORY + "/sync-client")) {
            TestServer.TestResponse response =
                    server.call("POST", path + suffix).send();

            assertProblem(response, 400);
            assertThat(response.violations()).singleElement().asString().startsWith("query:action:" + detail);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "application/x-www-form-urlencoded",
                "nonsense",
                "a/b/c",
                "none"
            })
    void contentType(String type) {
        TestServer.TestResponse response = server.call("PATCH", TOKENS + NIGHTLY)
                .body(type.equals("none") ? null : type, "{\"token_display_name\":\"other\"}")
                .send();

        assertProblem(response, 415);
        assertThat(response.violations()).containsExactly("header:Content-Type:must be " + TestServer.PATCH);
        assertThat(response.text()).doesNotContain("nonsense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed"})
    void bodyOfSeveralParts(String type) {
        assertProblem(server.patch("--x\r\n").header("Content-Type", type).send(), 415);
        assertProblem(server.search("--x\r\n").header("Content-Type", type).send(), 415);
        assertProblem(server.put(REFRESH_TOKEN, "").header("Content-Type", type).send(), 415);
        assertProblem(
                server.sync(DIRECTORY, "--x\r\n").header("Content-Type", type).send(), 415);
        assertProblem(
                server.call("POST", TOKENS + NIGHTLY + "?action=regenerate")
                        .body(type, "--x\r\n")
                        .send(),
                415);
        assertProblem(server.call("POST", "/nothing").body(type, "--x\r\n").send(), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "Content-Type", "Accept-Language", "Authorization", "X-Other"})
    void headerWithAControlCharacter(String name) {
        String response = server.raw("PATCH " + TOKENS + NIGHTLY + " HTTP/1.1", "Host: localhost", name + ": \u0085");

        assertThat(response.lines().findFirst().orElseThrow()).matches("HTTP/1.1 (4..|200) .*");
    }

    @Test
    void headerThatTheFirewallRejects() {
        String response = server.raw("PATCH " + TOKENS + NIGHTLY + " HTTP/1.1", "Host: localhost", "Accept: \u0085");

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("a header was rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3.4:", "localhost:", "localhost:99999", "[::1]:", "a b", "a:b", "[::1"})
    void host(String host) {
        String response = server.raw("PATCH " + TOKENS + NIGHTLY + " HTTP/1.1", "Host: " + host);

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/problem+json", "application/json", "text/*", "nonsense", "*/*;q=0"})
    void accept(String accept) {
        TestServer.TestResponse patch = server.patch("{\"token_display_name\":\"other\"}")
                .header("Accept", accept)
                .send();
        TestServer.TestResponse put = server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"other\"}")
                .header("Accept", accept)
                .send();

        assertProblem(patch, 406);
        assertProblem(put, 406);
        assertThat(patch.violations())
                .containsExactly("header:Accept:must allow application/vnd.vmware.vidm.api-tokens.patch.response+json");
        assertThat(put.violations()).containsExactly("header:Accept:must allow " + TestServer.VERSION);
        assertThat(patch.text()).doesNotContain("nonsense");
    }

    @Test
    void searchIsNoIdentifierOfAToken() {
        String search = TOKENS + "search?action=regenerate";

        assertProblem(server.call("POST", search).body(TestServer.TRIGGER, "{}").send(), 415);
        assertProblem(
                server.call("POST", search)
                        .header("Accept", "application/vnd.vmware.vidm.api-tokens.trigger.action.response+json")
                        .send(),
                406);
        TestServer.TestResponse response =
                server.call("PATCH", TOKENS + "search").send();
        assertProblem(response, 405);
        assertThat(response.header("Allow")).isEqualTo("POST");
    }

    @Test
    void methodThatThePathDoesNotHave() {
        TestServer.TestResponse response =
                server.call("DELETE", TOKENS + NIGHTLY).send();

        assertProblem(response, 405);
        assertThat(response.header("Allow").split(", ")).containsExactlyInAnyOrder("POST", "PATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, 404",
        "/error, 404",
        "/acs/t/CUSTOMER/api-tokens, 404",
        "/acs/t/CUSTOMER/api-tokens/unknown?action=regenerate, 404",
        "/acs/t/CUSTOMER/api-tokens/%F0%9F%98%80?action=regenerate, 404",
        "/acs/t/CUSTOMER/api-tokens/a;b?action=regenerate, 400",
        "/acs/t/CUSTOMER/api-tokens/a%2Fb?action=regenerate, 400",
        "/acs/t/CUSTOMER/api-tokens/a%00b?action=regenerate, 400",
        "/acs/t/CUSTOMER/api-tokens/a%FFb?action=regenerate, 400",
        "/acs/t/CUSTOMER/api-tokens/search?pageSize=%FF, 400",
    })
    void path(String path, int status) {
        assertProblem(server.call("POST", path).send(), status);
    }

    @Test
    void bodyThatIsNestedTooDeeply() {
        TestServer.TestResponse response = server.search("{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                .send();

        assertProblem(response, 400);
        assertThat(response.violations()).singleElement().asString().contains("nested too deeply");
    }

    @Test
    void bodyThatIsTooLarge() {
        assertProblem(server.search(" ".repeat(10_241)).send(), 413);
    }

    @Test
    void bodyThatTurnsOutTooLarge() {
        TestServer.TestResponse response = server.call("POST", TOKENS + "search")
                .chunked(TestServer.SEARCH, "{}" + " ".repeat(10_239))
                .send();

        assertProblem(response, 413);
        assertThat(server.call("POST", TOKENS + "search")
                        .chunked(TestServer.SEARCH, "{}" + " ".repeat(10_238))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nameOfAPropertyIsMadePrintable() {
        TestServer.TestResponse odd = server.patch(
                        "{\"token_display_name\":\"abc\",\"_links\":{\"a\\u0007\\u0085\uD83D\uDE00\":null}}")
                .send();
        TestServer.TestResponse endless = server.patch(
                        "{\"token_display_name\":\"abc\",\"_links\":{\"" + "\uD83D\uDE00".repeat(1000) + "\":null}}")
                .send();

        assertThat(odd.violations()).containsExactly("body:_links.a??\uD83D\uDE00:must not be null");
        assertThat(endless.violations())
                .containsExactly("body:_links." + "\uD83D\uDE00".repeat(193) + ":must not be null");
    }

    @Test
    void pathThatIsNotThereIsNotLogged(CapturedOutput output) {
        assertProblem(server.call("POST", "/nothing-at-all").send(), 404);

        assertThat(output.getAll()).doesNotContain("nothing-at-all");
    }

    @Test
    void wordsAreTheSameForEveryCaller() {
        TestServer.TestResponse response =
                server.patch("{}").header("Accept-Language", "de").send();

        assertThat(response.violations()).containsExactly("body:token_display_name:must not be null");
    }

    @Test
    void valuesAreNotEchoed() {
        for (String body : List.of(
                "{\"token_display_name\":{\"x\":\"vidb_leak\"}}",
                "{\"token_display_name\":\"abc\",\"access_token_ttl\":\"vidb_leak\"}",
                "{\"token_display_name\":vidb_leak}",
                "{\"token_display_name\":\"abc\",\"max_count_of_uses\":\"vidb_leak\"}")) {
            TestServer.TestResponse response = server.patch(body).send();

            assertProblem(response, 400);
            assertThat(response.text()).doesNotContain("vidb_leak");
        }
    }

    private static void assertProblem(TestServer.TestResponse response, int status) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.json().get("status").intValue()).isEqualTo(status);
        assertThat(response.property("type")).isEqualTo("about:blank");
        assertThat(response.text()).doesNotContain("Exception").doesNotContain("null,");
    }
}
