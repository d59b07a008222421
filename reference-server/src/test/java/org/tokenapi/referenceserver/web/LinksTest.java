package org.tokenapi.referenceserver.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

final class LinksTest {

    @Test
    void everyLinkLeadsToItsResource(@TempDir Path directory) {
        try (TestServer server = TestServer.start(directory, "--server.servlet.context-path=/base")) {
            String token = server.base() + TestServer.TOKENS + TestServer.NIGHTLY;

            assertThat(self(server.call(
                            "POST", "/base" + TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate")))
                    .isEqualTo(based(token));
            assertThat(self(server.call("PATCH", "/base" + TestServer.TOKENS + TestServer.NIGHTLY)))
                    .isEqualTo(based(token));
            assertThat(self(server.call(
                            "POST",
                            "/base" + TestServer.DIRECTORIES + TestServer.DIRECTORY
                                    + "/sync-client?action=generate_credentials")))
                    .isEqualTo(based(server.base() + TestServer.DIRECTORIES + TestServer.DIRECTORY + "/sync-client"));

            TestServer.TestRequest search = server.call("POST", "/base" + TestServer.TOKENS + "search?pageSize=1")
                    .body(
                            TestServer.SEARCH,
                            "{\"and\":[{\"key\":\"id\",\"values\":[\"" + TestServer.NIGHTLY + "\"]}]}");
            assertThat(self(search))
                    .isEqualTo(based(server.base() + TestServer.TOKENS + "search?startIndex=1&pageSize=1"));
            assertThat(search.send().json().at("/items/0/_links/self/href").asString())
                    .isEqualTo(based(token));
        }
    }

    @Test
    void linksNameTheHostThatWasAsked() {
        TestServer server = TestDatabase.SQLITE.shared();
        server.reset();
        for (String host : new String[] {"tokens.example", "tokens.example:8443", "[::1]:8080", "[::1]"}) {
            assertThat(server.raw("PATCH " + TestServer.TOKENS + TestServer.NIGHTLY + " HTTP/1.1", "Host: " + host))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"href\":\"http://" + host + TestServer.TOKENS + TestServer.NIGHTLY + "\"");
        }
    }

    private static String self(TestServer.TestRequest call) {
        return call.send().json().at("/_links/self/href").asString();
    }

    private static String based(String url) {
        return url.replaceFirst("(:[0-9]+)/", "$1/base/");
    }
}
