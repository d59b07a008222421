package org.tokenapi.referenceserver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.CLOUD_TOKENS;
import static org.tokenapi.referenceserver.TestServer.DIRECTORIES;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

/** How credentials are read. {@link IsolationTest} checks which of them are accepted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecurityTest {
    private TestServer server;
    private AccessTokens tokens;
    private List<Map<String, Object>> before;

    @BeforeAll
    void takeServer() {
        server = TestDatabase.SQLITE.shared();
        server.reset();
        tokens = server.bean(AccessTokens.class);
        before = server.everything();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(server.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic YTpi", "Bearer", "Bearer ", "Bearer x", "Bearer a b", "Bearer a.b.c", "nonsense"})
    void headersWithoutAValidTokenAreRefused(String header) {
        for (TestServer.TestRequest call : operations()) {
            assertUnauthorized(call.header("Authorization", header).send());
        }
    }

    @Test
    void missingHeaderIsChallenged() {
        for (TestServer.TestRequest call : operations()) {
            TestServer.TestResponse response =
                    call.header("Authorization", null).send();

            assertUnauthorized(response);
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void expiredTokenIsRefused() {
        refused(tokens.issue(TENANT, Duration.ofMinutes(-1)));
        refused(tokens.issue(TENANT, Duration.ZERO));
    }

    @Test
    void schemeIsReadInAnyCase() {
        assertThat(server.search("{}")
                        .header("authorization", "bearer " + tokens.issue(TENANT))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokenInTheQueryIsNotRead() {
        assertUnauthorized(server.call("POST", TOKENS + "search?access_token=" + tokens.issue(TENANT))
                .header("Authorization", null)
                .send());
    }

    @Test
    void tokenInAFormIsNotRead() {
        assertUnauthorized(server.call("POST", TOKENS + "search")
                .header("Authorization", null)
                .body("application/x-www-form-urlencoded", "access_token=" + tokens.issue(TENANT))
                .send());
    }

    @Test
    void responsesAreNotToBeStored() {
        TestServer.TestResponse response = search(tokens.issue(TENANT));

        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("Server")).isEmpty();
        assertThat(response.header("Set-Cookie")).isEmpty();
    }

    private void refused(String token) {
        TestServer.TestResponse response = search(token);

        assertUnauthorized(response);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    private TestServer.TestResponse search(String token) {
        return server.search("{}").header("Authorization", "Bearer " + token).send();
    }

    private List<TestServer.TestRequest> operations() {
        List<TestServer.TestRequest> calls = new ArrayList<>();
        calls.add(server.call("POST", TOKENS + NIGHTLY + "?action=regenerate"));
        calls.add(server.patch("{\"token_display_name\":\"other\"}"));
        calls.add(server.search("{}"));
        calls.add(server.call("PUT", CLOUD_TOKENS + REFRESH_TOKEN)
                .header("Accept", TestServer.VERSION)
                .body("application/json", "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"other\"}"));
        calls.add(server.call("POST", DIRECTORIES + DIRECTORY + "/sync-client?action=generate_credentials"));
        return calls;
    }

    private static void assertUnauthorized(TestServer.TestResponse response) {
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
