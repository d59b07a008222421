package org.tokenapi.gates.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.client.Search;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.gates.TokenApi;
import org.tokenapi.gates.example.TokenClientConfiguration.ExpiredTokens;
import org.tokenapi.gates.example.TokenClientConfiguration.TokenClientProperties;

final class TokenClientConfigurationTest {
    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.mock(TokenApi.document());

    @Test
    void jobCallsTheServiceOfTheProperties() {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(ExpiredTokens.class).count()).hasValue(2);
        }
    }

    @Test
    void propertiesDoNotShowTheAccessToken() {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(TokenClientProperties.class).toString())
                    .contains("tenant=CUSTOMER")
                    .doesNotContain("an-access-token");
        }
    }

    @Test
    void clientIsClosedWithTheApplication() {
        TokenApiClient client;
        try (ConfigurableApplicationContext application = start()) {
            client = application.getBean(TokenApiClient.class);
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> client.apiTokens("CUSTOMER").searchPage(Search.all(), 1));
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(TokenClientConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--token-client.base-uri=" + CONTRACT.baseUri(),
                        "--token-client.tenant=CUSTOMER",
                        "--token-client.access-token=an-access-token");
    }
}
