package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code contract.jar} holds what its commands need: some of its libraries find files of their own at run time. */
final class PackagedCommandTest {
    private static final Path JAR = TokenApi.CHECKOUT.resolve("contract-tests/engine/target/contract.jar");
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

    private static Process start(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 3];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-jar";
        command[2] = JAR.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
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
