package org.tokenapi.contract.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.generated.invoker.ApiException;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The example of the module's README.md, compiled and run. */
final class ReadmeContractTest {
    // README
    @RegisterExtension
    static final ContractExtension CONTRACT =
            ContractExtension.mock(OpenApiDocument.read(Path.of("../api-spec/openapi.yaml")));

    @Test
    void findsTokens() throws ApiException {
        TokenApiClient client = TokenApiClient.builder()
                .baseUri(CONTRACT.baseUri())
                .bearerToken("any")
                .build();
        var everything = new SearchAPITokensRequestMedia();

        assertThat(client.apiTokens()
                        .searchApiTokens("CUSTOMER", 1, 20, everything)
                        .getItems())
                .isNotEmpty();
    }
    // README
}
