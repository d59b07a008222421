package org.tokenapi.gates.example;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.Search;
import org.tokenapi.client.Secret;
import org.tokenapi.client.TokenApiClient;

/** The client as a Spring Boot bean, and a job that counts the tokens that expire within some days. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenClientConfiguration.TokenClientProperties.class)
class TokenClientConfiguration {

    /** Spring closes the client with the application. */
    @Bean
    TokenApiClient tokenApiClient(TokenClientProperties properties) {
        return TokenApiClient.builder()
                .baseUri(properties.baseUri())
                .credentials(Credentials.bearer(properties.accessToken()))
                .attemptTimeout(properties.attemptTimeout())
                .build();
    }

    @Bean
    ExpiredTokens expiredTokens() {
        return new ExpiredTokens(new AtomicInteger());
    }

    @Bean
    ApplicationRunner countExpired(TokenApiClient client, TokenClientProperties properties, ExpiredTokens expired) {
        return arguments -> {
            Search search = Search.where("token_status").equalTo("EXPIRED");
            client.apiTokens(properties.tenant())
                    .search(search)
                    .forEach(token -> expired.count().incrementAndGet());
        };
    }

    /** The result of the job, for example for a metric. */
    record ExpiredTokens(AtomicInteger count) {}

    /**
     * Settings, for example {@code token-client.base-uri}.
     *
     * @param accessToken Spring converts the text to a Secret, so that a log of the properties does not show it
     */
    @ConfigurationProperties("token-client")
    record TokenClientProperties(
            URI baseUri,
            String tenant,
            Secret accessToken,
            @DefaultValue("30s") Duration attemptTimeout) {}
}
