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

/** The client as a bean of Spring Boot, and a job that uses it: it counts the tokens that expire within some days. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenClientConfiguration.TokenClientProperties.class)
class TokenClientConfiguration {

    /** Spring closes it with the application. */
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

    /** What the job found, for example for a metric. */
    record ExpiredTokens(AtomicInteger count) {}

    /**
     * Given as {@code token-client.base-uri} and so on.
     *
     * @param accessToken Spring makes a Secret of the text, so that no log of the properties shows it
     */
    @ConfigurationProperties("token-client")
    record TokenClientProperties(
            URI baseUri,
            String tenant,
            Secret accessToken,
            @DefaultValue("30s") Duration attemptTimeout) {}
}
