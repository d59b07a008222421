package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.wiremock.ContractWireMock;

final class RootReadmeTest {
    private static final Path DOCUMENT = TokenApi.CHECKOUT.resolve("api-spec/openapi.yaml");

    @ParameterizedTest
    @CsvSource({
        "../../README.md, RootReadmeExample",
        "../engine/README.md, ReadmeContractTest",
        "../engine/README.md, RotationExampleTest"
    })
    void showsTheExampleThatIsCompiled(String readme, String example) throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/tokenapi/gates/" + example + ".java"));
        String marked = source.split(" *// README\n")[1].stripTrailing().stripIndent();

        assertThat(Files.readString(Path.of(readme))).contains("```java\n" + marked + "\n```");
    }

    @Test
    void showsNoOtherJavaInTheReadmeOfTheModule() throws IOException {
        assertThat(Files.readString(Path.of("../engine/README.md")).split("```java\n"))
                .hasSize(3);
    }

    @Test
    void exampleIsGreenForConformingTrafficAndRedForOther() throws Exception {
        try (ContractWireMock server = ContractWireMock.mock(TokenApi.document())) {
            RootReadmeExample.check(server.baseUri(), DOCUMENT, base -> search(base, "Bearer token"));

            assertThatThrownBy(() -> RootReadmeExample.check(server.baseUri(), DOCUMENT, base -> search(base, "none")))
                    .hasMessageContaining("bearerToken");
        }
    }

    private static void search(URI base, String authorization) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/acs/t/CUSTOMER/api-tokens/search"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }
}
