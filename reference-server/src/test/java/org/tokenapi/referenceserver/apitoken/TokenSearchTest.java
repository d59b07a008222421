package org.tokenapi.referenceserver.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.serverstubs.generated.model.SearchAPITokensRequestMedia.SortByEnum;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Five tokens, a to e, that differ in the searched properties. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenSearchTest {
    private static final String PAST = "2020-01-01T00:00:00Z";
    private static final String FUTURE = "2120-01-01T00:00:00Z";

    @Parameter
    private TestDatabase database;

    private TestServer server;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void replaceTokens() {
        server = database.shared();
        server.reset();
        server.jdbc().sql("delete from api_token").update();
        server.jdbc().sql("delete from api_token_total").update();
        insert("a", "Zebra", "50%_off", "PERSONAL", true, 10L, FUTURE, "ACTIVE", 1L);
        insert("b", "apple", "", null, false, 20L, PAST, "ACTIVE", 2L);
        insert("c", "Ärger", "50 x off", "PERSONAL", null, 20L, PAST, "EXPIRED", 3L);
        insert("d", "\uD83D\uDE00", null, "SERVICE", true, 5L, null, "ACTIVE", null);
        insert("e", "\uFF5Ewave", "wow!", "A", false, Long.MAX_VALUE, FUTURE, "LOCKED", 3L);
        server.bean(TokenTotals.class).add(TestServer.TENANT, 5);
        server.jdbc()
                .sql(
                        "insert into api_token select 'OTHER', id, id || 'x', token_suffix, client_display_name, client_id,"
                                + " client_type, client_uuid, token_display_name, token_description, token_type, token_sub_type,"
                                + " acct, user_id, user_status, principal_name, principal_status, roles, api_token_ttl,"
                                + " access_token_ttl, max_count_of_uses, expiration_date, last_access_time, created_date,"
                                + " modified_date, stored_status, use_count from api_token")
                .update();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id                 | EQUALS       | a;c        | ac",
                "token_status       | EQUALS       | ACTIVE;EXPIRED | abcd",
                "token_status       | EQUALS       | LOCKED     | e",
                "token_status       | NOT_EQUALS   | ACTIVE     | bce",
                "token_status       | NOT_EQUALS   | ACTIVE;EXPIRED | e",
                "token_status       | NOT_EQUALS   | LOCKED     | abcd",
                "token_display_name | EQUALS       | Zebra      | a",
                "token_display_name | EQUALS       | zebra      | ``",
                "token_sub_type     | NOT_EQUALS   | PERSONAL;A | bd",
                "token_display_name | LIKE         | ZEB        | a",
                "token_display_name | LIKE         | äRGER      | ``",
                "token_display_name | LIKE         | ÄRGER      | c",
                "token_description  | LIKE         | %          | a",
                "token_description  | LIKE         | 50%_       | a",
                "token_description  | LIKE         | _off       | a",
                "token_description  | LIKE         | !          | e",
                "token_description  | LIKE         | 50;wow     | ace",
                "token_description  | EMPTY        |            | bd",
                "token_description  | NOT_EMPTY    |            | ace",
                "expiration_date    | EMPTY        |            | d",
                "expiration_date    | NOT_EMPTY    |            | abce",
                "access_token_ttl   | EQUALS       | 20;5       | bcd",
                "access_token_ttl   | NOT_EQUALS   | 20         | ade",
                "access_token_ttl   | GREATER_THAN | 10         | bce",
                "access_token_ttl   | GREATER_THAN | 9          | abce",
                "access_token_ttl   | LESS_THAN    | 10         | d",
                "access_token_ttl   | EQUALS       | 9223372036854775807 | e",
                "expiration_date    | LESS_THAN    | 2020-01-01T00:00:01Z | bc",
                "expiration_date    | GREATER_THAN | 2020-01-01T00:00:00Z | ae",
                "expiration_date    | EQUALS       | 2020-01-01T02:00:00+02:00 | bc",
                "user_status        | EQUALS       | true       | ad",
                "user_status        | NOT_EQUALS   | true       | bce",
                "user_status        | EMPTY        |            | c",
                "token_status       | EQUALS       | EXPIRED    | bc",
                "token_status       | EQUALS       | ACTIVE     | ad",
                "token_status       | NOT_EQUALS   | EXPIRED    | ade",
            })
    void filters(String key, String operator, String values, String expected) {
        String list = values == null ? "" : "\"" + String.join("\",\"", values.split(";")) + "\"";

        assertThat(found("{\"and\":[{\"key\":\"" + key + "\",\"operator\":\"" + operator + "\",\"values\":[" + list
                        + "]}]}"))
                .isEqualTo(expected);
    }

    /** By the document, "the name of a property of the tokens in the response, except {@code _links} and roles". */
    static Stream<String> searchable() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> document =
                new Yaml().load(Files.readString(Path.of("../api-spec/openapi.yaml")));
        Map<String, Map<String, Object>> schemas = document.get("components").get("schemas");
        return Stream.concat(properties(schemas.get("ApiToken")), properties(schemas.get("ApiTokenSummary")))
                .filter(name -> !Set.of("_links", "roles").contains(name));
    }

    @SuppressWarnings("unchecked")
    private static Stream<String> properties(Map<String, Object> schema) {
        Stream<String> own = ((Map<String, Object>) schema.getOrDefault("properties", Map.of())).keySet().stream();
        List<Map<String, Object>> parts = (List<Map<String, Object>>) schema.getOrDefault("allOf", List.of());
        return Stream.concat(own, parts.stream().flatMap(TokenSearchTest::properties));
    }

    @ParameterizedTest
    @MethodSource("searchable")
    void everyKeyCanBeSearchedBy(String property) {
        String key = "{\"key\":\"" + property + "\",\"operator\":";

        assertThat(found("{\"or\":[" + key + "\"EMPTY\"}," + key + "\"NOT_EMPTY\"}]}"))
                .isEqualTo("abcde");
        assertThat(found("{\"and\":[" + key + "\"EMPTY\"}," + key + "\"NOT_EMPTY\"}]}"))
                .isEmpty();
    }

    /** A criterion and the response agree. */
    @Test
    void tokenIsExpiredFromItsExpirationOn(@TempDir Path other) {
        Instant now = Instant.parse("2026-11-22T09:30:00Z");
        try (TestServer fixed = database.start(other, Clock.fixed(now, ZoneOffset.UTC))) {
            fixed.jdbc()
                    .sql("update api_token set expiration_date = ?, stored_status = 'ACTIVE'")
                    .param(now.toEpochMilli())
                    .update();
            String criterion = "{\"and\":[{\"key\":\"token_status\",\"operator\":\"%s\",\"values\":[\"%s\"]}]}";

            JsonNode found = fixed.search(criterion.formatted("EQUALS", "EXPIRED"))
                    .send()
                    .json();
            assertThat(found.get("totalCount").longValue()).isEqualTo(25);
            assertThat(found.get("items").get(0).get("token_status").asString()).isEqualTo("EXPIRED");
            for (String none : List.of("EQUALS ACTIVE", "NOT_EQUALS EXPIRED")) {
                JsonNode page = fixed.search(criterion.formatted((Object[]) none.split(" ")))
                        .send()
                        .json();
                assertThat(page.get("totalCount").longValue()).as(none).isZero();
                assertThat(page.get("items").isEmpty()).as(none).isTrue();
            }
        }
    }

    @Test
    void equalsIsTheOperatorWhenThereIsNone() {
        assertThat(found("{\"and\":[{\"key\":\"id\",\"values\":[\"b\"]}]}")).isEqualTo("b");
    }

    @Test
    void meetsAllOfAndAndOneOfOr() {
        String and = "\"and\":[{\"key\":\"access_token_ttl\",\"operator\":\"LESS_THAN\",\"values\":[\"15\"]},"
                + "{\"key\":\"user_status\",\"values\":[\"true\"]}]";
        String or = "\"or\":[{\"key\":\"id\",\"values\":[\"a\"]},{\"key\":\"id\",\"values\":[\"b\"]}]";

        assertThat(found("{" + and + "}")).isEqualTo("ad");
        assertThat(found("{" + or + "}")).isEqualTo("ab");
        assertThat(found("{" + and + "," + or + "}")).isEqualTo("a");
        assertThat(found("{" + and + ",\"or\":[]}")).isEqualTo("ad");
    }

    @ParameterizedTest
    @CsvSource({
        "token_display_name, asc, abced",
        "token_display_name, desc, decba",
        "token_sub_type, asc, eacdb",
        "token_sub_type, desc, daceb",
        "access_token_ttl, asc, dabce",
        "access_token_ttl, desc, ebcad",
        "expiration_date, asc, bcaed",
        "expiration_date, desc, aebcd",
        "last_access_time, asc, abced",
        "last_access_time, desc, cebad",
        "created_date, asc, abcde",
        "created_date, desc, edcba",
        "token_status, asc, adbce",
        "token_status, desc, ebcad",
    })
    void sorts(String property, String order, String expected) {
        assertThat(ids(page("{\"sort_by\":\"" + property + "\",\"sort_order\":\"" + order + "\"}", "")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(SortByEnum.class)
    void everySortKeyIsAProperty(SortByEnum key) {
        assertThat(ApiTokenProperty.searchable(key.getValue())).isNotNull();
    }

    @Test
    void sortsByNameWhenNothingElseIsSaid() {
        TestServer.TestResponse response =
                server.call("POST", TestServer.TOKENS + "search").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(ids(response.json())).isEqualTo("abced");
    }

    @Test
    void pagesFitTogether() {
        JsonNode first = page("{}", "?pageSize=2");
        JsonNode second = page("{}", "?startIndex=2&pageSize=2");
        JsonNode third = page("{}", "?startIndex=3&pageSize=2");

        assertThat(ids(first) + ids(second) + ids(third)).isEqualTo("abced");
        assertThat(third.get("totalCount").longValue()).isEqualTo(5);
        assertThat(third.get("totalPages").longValue()).isEqualTo(3);
        assertThat(third.get("pageNumber").intValue()).isEqualTo(3);
        assertThat(third.get("pageSize").intValue()).isEqualTo(2);
    }

    @Test
    void aPageAfterTheLastHasNoItems() {
        JsonNode page = page("{}", "?startIndex=100000&pageSize=1000");

        assertThat(page.get("items").isEmpty()).isTrue();
        assertThat(page.get("totalCount").longValue()).isEqualTo(5);
        assertThat(page.get("totalPages").longValue()).isEqualTo(1);
    }

    @Test
    void nothingFoundHasNoPages() {
        JsonNode page = page("{\"and\":[{\"key\":\"id\",\"values\":[\"nobody\"]}]}", "");

        assertThat(page.get("items").isEmpty()).isTrue();
        assertThat(page.get("totalPages").longValue()).isZero();
    }

    @ParameterizedTest
    @MethodSource("largest")
    void theLargestSearchSucceeds(String operator) {
        String values = String.join(
                ",", IntStream.range(0, 100).mapToObj(i -> "\"" + i + "\"").toList());
        String criterion = "{\"key\":\"id\",\"operator\":\"" + operator + "\",\"values\":[" + values + "]}";
        String criteria =
                String.join(",", IntStream.range(0, 50).mapToObj(i -> criterion).toList());

        assertThat(found("{\"or\":[" + criteria + "],\"and\":[" + criteria + "]}"))
                .isEmpty();
    }

    static List<String> largest() {
        return List.of("EQUALS", "LIKE");
    }

    private String found(String body) {
        char[] ids = ids(page(body, "")).toCharArray();
        java.util.Arrays.sort(ids);
        return new String(ids);
    }

    private JsonNode page(String body, String query) {
        TestServer.TestResponse response = server.call("POST", TestServer.TOKENS + "search" + query)
                .body(TestServer.SEARCH, body)
                .send();
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response.json();
    }

    private static String ids(JsonNode page) {
        StringBuilder ids = new StringBuilder();
        page.get("items").forEach(item -> ids.append(item.get("id").asString()));
        return ids.toString();
    }

    private void insert(
            String id,
            String name,
            String description,
            String subType,
            Boolean userStatus,
            long accessTokenTtl,
            String expires,
            String status,
            Long lastAccess) {
        server.jdbc()
                .sql("insert into api_token (tenant, id, secret_sha256, token_suffix, token_display_name,"
                        + " token_description, token_sub_type, user_status, api_token_ttl, access_token_ttl,"
                        + " expiration_date, stored_status, last_access_time, created_date, modified_date)"
                        + " values ('CUSTOMER', ?, ?, 'abcde', ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 0)")
                .param(id)
                .param(id)
                .param(name)
                .param(description)
                .param(subType)
                .param(userStatus)
                .param(accessTokenTtl)
                .param(expires == null ? null : Instant.parse(expires).toEpochMilli())
                .param(status)
                .param(lastAccess)
                .param((long) id.charAt(0))
                .update();
    }
}
