package org.tokenapi.referenceserver.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestServer;

final class DocumentationTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = TestServer.start(directory, "--server.servlet.context-path=/base");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDocumentIsTheOneOfTheModule() throws IOException {
        TestServer.TestResponse response =
                server.anonymous("GET", "/base/openapi.yaml").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/yaml;charset=UTF-8");
        try (InputStream document = getClass().getResourceAsStream("/org/tokenapi/spec/openapi.yaml")) {
            assertThat(response.text()).isEqualTo(new String(document.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void pageMayCallThisServerOnly() {
        assertThat(server.anonymous("GET", "/base/").send().header("Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'self'", "script-src 'self';");
    }

    @Test
    void otherPathsAreClosed() {
        assertThat(server.anonymous("GET", "/base/application.properties")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(server.anonymous("GET", "/base/webjars/../application.properties")
                        .send()
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(server.anonymous("POST", "/base/").send().status()).isEqualTo(405);
    }

    @Test
    void aSearchIsSentFromThePageWithAnAccessToken(@TempDir Path profile) throws Exception {
        Optional<Path> chromium = Browser.find();
        assumeThat(chromium)
                .as("Chromium is needed: put it on the path, or name it by the variable CHROMIUM")
                .isPresent();
        String operation = "#operations-API_Tokens-searchApiTokens ";

        try (Browser browser = Browser.start(chromium.orElseThrow(), profile)) {
            browser.open(server.base() + "/base/");
            browser.click(".auth-wrapper .authorize");
            browser.type(".auth-container input", server.token());
            browser.click(".auth-container .authorize");
            browser.click(".auth-container .btn-done");
            browser.click(operation + ".opblock-summary-control");
            browser.click(operation + ".try-out__btn");
            browser.type(operation + "tr[data-param-name=tenant] input", TestServer.TENANT);
            browser.type(
                    operation + "textarea.body-param__text",
                    "{\"and\":[{\"key\":\"id\",\"values\":[\"" + TestServer.NIGHTLY + "\"]}]}");
            browser.click(operation + ".execute");
            String response = operation + ".live-responses-table .response";
            browser.waitFor("document.querySelector('" + response + "')");

            assertThat(browser.evaluate("document.querySelector('" + response + "').innerText"))
                    .startsWith("200")
                    .contains("\"totalCount\": 1", TestServer.NIGHTLY);
        }
    }
}
