package org.tokenapi.referenceserver.tokenendpoint;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.tokenapi.referenceserver.problem.ProblemWriter;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.security.SigningKey;

/** Configures Spring Security's authorization server, in a filter chain before that of the operations. */
@Configuration(proxyBeanMethods = false)
@Conditional(TokenEndpointConfiguration.NoExternalIssuer.class)
final class TokenEndpointConfiguration {
    private static final AuthenticationConverter CLIENT_CREDENTIALS =
            new OAuth2ClientCredentialsAuthenticationConverter();

    @Bean
    @Order(0)
    SecurityFilterChain tokenEndpoint(
            HttpSecurity http,
            SecretGrantProvider secrets,
            SyncClientRegistry clients,
            AccessTokens accessTokens,
            SigningKey key,
            FailedCredentials failures,
            ProblemWriter problems,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver exceptions) {
        OAuth2AuthorizationService authorizations = new NoAuthorizations();
        OAuth2TokenGenerator<OAuth2AccessToken> generator = context -> forSyncClient(accessTokens, context);
        ClientSecretAuthenticationProvider bySecret = new ClientSecretAuthenticationProvider(clients, authorizations);
        bySecret.setPasswordEncoder(new SecretHash());
        TokenErrorHandler refusal = new TokenErrorHandler(failures);
        http.setSharedObject(JWKSource.class, new ImmutableJWKSet<>(new JWKSet(key.publicKey())));
        return http.securityMatcher(request -> Issuer.of(request) != null || isKeySet(request))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterAfter(new IssuerFilter(failures, refusal, problems, exceptions), HeaderWriterFilter.class)
                .oauth2AuthorizationServer(server -> server.authorizationServerSettings(Issuer.SETTINGS)
                        .registeredClientRepository(clients)
                        .authorizationService(authorizations)
                        .tokenGenerator(generator)
                        .clientAuthentication(client -> client.authenticationConverters(framework -> replace(
                                        framework,
                                        List.of(
                                                new ClientSecretBasicAuthenticationConverter(),
                                                new ClientSecretPostAuthenticationConverter())))
                                .authenticationProviders(framework -> replace(framework, List.of(bySecret)))
                                .errorResponseHandler(refusal))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenRequestConverters(framework -> replace(
                                        framework,
                                        List.of(
                                                SecretGrantRequest::read,
                                                TokenEndpointConfiguration::clientCredentials)))
                                .authenticationProviders(framework -> replace(
                                        framework,
                                        List.of(
                                                secrets,
                                                new OAuth2ClientCredentialsAuthenticationProvider(
                                                        authorizations, generator))))
                                .accessTokenResponseHandler(responses())
                                .errorResponseHandler(refusal)))
                // The request carries its credential, which the endpoint checks.
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static boolean isKeySet(HttpServletRequest request) {
        return (request.getContextPath() + Issuer.SETTINGS.getJwkSetEndpoint()).equals(request.getRequestURI());
    }

    private static <T> void replace(List<T> framework, List<T> ours) {
        framework.clear();
        framework.addAll(ours);
    }

    /** The framework computes expires_in after a fraction of a second, and so returns one second too few. */
    private static AuthenticationSuccessHandler responses() {
        OAuth2AccessTokenResponseAuthenticationSuccessHandler responses =
                new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        responses.setAccessTokenResponseCustomizer(context -> {
            OAuth2AccessTokenAuthenticationToken granted = context.getAuthentication();
            OAuth2AccessToken token = granted.getAccessToken();
            long seconds =
                    Duration.between(token.getIssuedAt(), token.getExpiresAt()).toSeconds();
            context.getAccessTokenResponse().additionalParameters(Map.of(OAuth2ParameterNames.EXPIRES_IN, seconds));
        });
        return responses;
    }

    /** A client that requests no scope gets all scopes that it is allowed. */
    private static @Nullable Authentication clientCredentials(HttpServletRequest request) {
        if (Issuer.current().service() != Issuer.IssuingService.IDENTITY) {
            return null;
        }
        if (CLIENT_CREDENTIALS.convert(request) instanceof OAuth2ClientCredentialsAuthenticationToken asked) {
            if (asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                    && client.getRegisteredClient() != null
                    && asked.getScopes().isEmpty()) {
                return new OAuth2ClientCredentialsAuthenticationToken(
                        client, client.getRegisteredClient().getScopes(), null);
            }
            return asked;
        }
        return null;
    }

    private static OAuth2AccessToken forSyncClient(AccessTokens accessTokens, OAuth2TokenContext context) {
        Issuer issuer = Issuer.current();
        RegisteredClient client = context.getRegisteredClient();
        AccessTokens.IssuedToken issued = accessTokens.issue(
                issuer.url(),
                issuer.tenant(),
                client.getClientId(),
                AccessTokens.SYNC_SCOPE,
                client.getTokenSettings().getAccessTokenTimeToLive().toMinutes());
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, issued.token(), issued.issuedAt(), issued.expiresAt());
    }

    /** With an external issuer, this server issues no access tokens. */
    static final class NoExternalIssuer implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment()
                    .getProperty("token-api.external-issuer", "")
                    .isBlank();
        }
    }
}
