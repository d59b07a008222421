package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.Search;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.TransportException;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The second Java example of the engine's README.md: a test of code that uses the client. */
final class RotationExampleTest {
    // README
    @RegisterExtension
    static final ContractExtension SERVICE =
            ContractExtension.mock(OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml"));

    private final TokenApiClient tokens = TokenApiClient.builder()
            .baseUri(SERVICE.baseUri())
            .credentials(Credentials.bearer("token-of-the-test"))
            .build();

    @Test
    void retriesWhenTheServiceIsBusy() {
        SERVICE.on("searchApiTokens").respond(429).header("Retry-After", "0").respond(200, "nothingFound");

        assertThat(tokens.apiTokens("CUSTOMER").search(Search.all())).isEmpty();
    }

    @Test
    void doesNotRegenerateTwice() {
        SERVICE.on("triggerApiTokenAction").dropConnection();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> tokens.apiTokens("CUSTOMER").regenerate("0b8f6f5c"))
                .matches(TransportException::outcomeUnknown);
    }
    // README
}
