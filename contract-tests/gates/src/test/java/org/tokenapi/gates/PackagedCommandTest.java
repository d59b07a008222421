package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code contract.jar}, started by its launcher, holds what its commands need: some of its libraries find files of
 * their own at run time.
 */
final class PackagedCommandTest {
    private static final int EXCHANGES = 300;
    private static final Path LAUNCHER =
            TokenApi.CHECKOUT.resolve("contract-tests/engine/bin/contract" + (File.separatorChar == '/' ? "" : ".cmd"));
    private static final String DOCUMENT =
            TokenApi.CHECKOUT.resolve("api-spec/openapi.yaml").toString();
    private static final Pattern ADDRESS = Pattern.compile("at (http://\\S+);");

    @Test
    void mockServesAndChecks() throws Exception {
        Process mock = start("mock", "--spec", DOCUMENT, "--port", "0");
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address(mock) + "/acs/t/CUSTOMER/api-tokens/search"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Contract-Violations")).isPresent();
        } finally {
            mock.destroyForcibly();
        }
    }

    @Test
    void diffFindsNoChangeBetweenADocumentAndItself() throws Exception {
        Process diff = start("diff", DOCUMENT, DOCUMENT);

        assertThat(new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("0 breaking changes, 0 other changes");
        assertThat(diff.waitFor()).isZero();
    }

    @Test
    void stoppedMockHasWrittenEveryExchange(@TempDir Path directory) throws Exception {
        Process mock = start("mock", "--spec", DOCUMENT, "--port", "0", "--report", directory.toString());
        URI address = URI.create(address(mock) + "/nowhere");
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < EXCHANGES; i++) {
            client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        }

        mock.toHandle().destroy();

        assertThat(new String(mock.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(EXCHANGES + " exchanges, " + EXCHANGES + " with violations");
        assertThat(mock.waitFor()).isEqualTo(1);
        assertThat(JsonMapper.shared()
                        .readTree(directory.resolve("traffic.json").toFile())
                        .get("exchanges"))
                .hasSize(EXCHANGES);
    }

    @Test
    void launcherSaysWhatIsWrongWithAnArgument() throws Exception {
        Process check = start("check", "--spec", DOCUMENT);

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--server");
        assertThat(check.waitFor()).isEqualTo(2);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static String address(Process command) throws IOException {
        BufferedReader output = command.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group(1);
            }
        }
        throw new AssertionError("the command ended: " + seen);
    }
}
