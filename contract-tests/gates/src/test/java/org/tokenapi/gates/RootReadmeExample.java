package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.ContractWireMock;

/** The Java example of the root README.md, compiled and run by {@link RootReadmeTest}. */
final class RootReadmeExample {
    private RootReadmeExample() {}

    static void check(URI server, Path file, TestOf test) throws Exception {
        // README
        OpenApiDocument document = OpenApiDocument.read(file);
        try (ContractWireMock proxy = ContractWireMock.proxy(document, server)) {
            test.run(proxy.baseUri()); // calls your server, through the proxy

            assertThat(proxy.takeVerdicts())
                    .isNotEmpty()
                    .flatExtracting(Verdict::violations)
                    .isEmpty();
        }
        // README
    }

    interface TestOf {
        void run(URI baseUri) throws Exception;
    }
}
