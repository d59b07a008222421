package org.tokenapi.referenceserver.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;
import org.tokenapi.referenceserver.problem.ProblemWriter;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.web.LogContext;

/** Access control: bearer tokens of one issuer, this server or an external one, each for the tenant that it names. */
@Configuration(proxyBeanMethods = false)
final class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    private static final String AUTHORITY = "SCOPE_" + AccessTokens.SCOPE;
    private static final String CLOUD_AUTHORITY = "SCOPE_" + AccessTokens.CLOUD_SCOPE;

    @Bean
    SecurityFilterChain security(HttpSecurity http, ProblemWriter problems) {
        AuthenticationEntryPoint unauthorized = (request, response, cause) -> unauthorized(problems, response, cause);
        AccessDeniedHandler denied = (request, response, cause) ->
                problems.write(response, HttpStatus.FORBIDDEN, "The access token does not allow this.");
        AuthorizationManager<RequestAuthorizationContext> administrator =
                AllAuthoritiesAuthorizationManager.hasAllAuthorities(AUTHORITY);
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        // They reveal no internals, and the systems that poll them have no credentials.
                        .requestMatchers(HttpMethod.GET, "/health", "/health/live", "/health/ready", "/metrics")
                        .permitAll()
                        .requestMatchers("/acs/t/{tenant}/**", "/usergroup/t/{tenant}/**")
                        .access(AuthorizationManagers.allOf(administrator, tenantOfThePath()))
                        .requestMatchers("/cloudapi/**")
                        .hasAnyAuthority(AUTHORITY, CLOUD_AUTHORITY)
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .withObjectPostProcessor(problemsOfEveryFailure(unauthorized))
                        .authenticationEntryPoint(unauthorized)
                        .accessDeniedHandler(denied))
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(unauthorized).accessDeniedHandler(denied))
                .addFilterAfter(new TenantNote(), BearerTokenAuthenticationFilter.class)
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(SigningKey key, TokenApiProperties properties, Clock clock) {
        // This server checks its own tokens with the clock that it signed them by, so there is no skew to allow for.
        Duration skew = properties.externalIssuer() == null ? Duration.ZERO : Duration.ofMinutes(1);
        JwtTimestampValidator times = new JwtTimestampValidator(skew);
        times.setClock(clock);
        DelegatingOAuth2TokenValidator<Jwt> validator = new DelegatingOAuth2TokenValidator<>(
                times,
                issuer(properties),
                // RFC 7519, section 4.1.4: a token is invalid on its expiration time already; Spring Security accepts
                // it then.
                new JwtClaimValidator<Instant>(
                        JwtClaimNames.EXP,
                        expires -> expires != null && clock.instant().isBefore(expires.plus(skew))),
                // The access tokens of sync clients have another audience and are rejected here.
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience())));
        URI external = properties.externalIssuer();
        if (external != null) {
            return externalDecoder(external, validator, clock);
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                SigningKey.ALGORITHM, new ImmutableJWKSet<>(new JWKSet(key.publicKey()))));
        // The validators check the claims.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder signatures = new NimbusJwtDecoder(processor);
        signatures.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
        return new VerifiedTokens(signatures, validator);
    }

    /** Fetches the keys of the issuer for the first token, so that this server can start before the issuer. */
    private static JwtDecoder externalDecoder(URI issuer, OAuth2TokenValidator<Jwt> validator, Clock clock) {
        IssuerCalls calls = new IssuerCalls(clock);
        JwtDecoder lazy = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer.toString())
                    .restOperations(calls)
                    .build();
            decoder.setJwtValidator(validator);
            return decoder;
        });
        return token -> {
            try {
                return lazy.decode(token);
            } catch (JwtDecoderInitializationException unreachable) {
                // Handled like keys that can't be fetched.
                throw new JwtException("The metadata of the external issuer can't be fetched", unreachable);
            }
        };
    }

    /**
     * The issuer of a token from the token endpoint is the URL of its tenant there, on any host name of this server.
     * The issuer of any other token is the one of the settings.
     */
    private static OAuth2TokenValidator<Jwt> issuer(TokenApiProperties properties) {
        URI external = properties.externalIssuer();
        if (external != null) {
            return new JwtIssuerValidator(external.toString());
        }
        OAuth2TokenValidatorResult wrong = OAuth2TokenValidatorResult.failure(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token has another issuer", null));
        return jwt -> {
            String issuer = Objects.toString(jwt.getClaims().get(JwtClaimNames.ISS), "");
            String tenant = UriUtils.encodePathSegment(
                    Objects.toString(jwt.getClaims().get(AccessTokens.TENANT_CLAIM), ""), StandardCharsets.UTF_8);
            return issuer.equals(properties.issuer())
                            || issuer.endsWith("/acs/t/" + tenant)
                            || issuer.endsWith("/oauth/tenant/" + tenant)
                    ? OAuth2TokenValidatorResult.success()
                    : wrong;
        };
    }

    /** Lets the entry point handle tokens that can't be checked; the framework would report a server error. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> problemsOfEveryFailure(
            AuthenticationEntryPoint unauthorized) {
        AuthenticationEntryPointFailureHandler failures = new AuthenticationEntryPointFailureHandler(unauthorized);
        failures.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(failures);
                return filter;
            }
        };
    }

    /** Requests that the firewall rejects, for example for an encoded slash, have not reached an operation. */
    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, cause) ->
                problems.write(response, HttpStatus.BAD_REQUEST, "The request line or a header was rejected.");
    }

    private static AuthorizationManager<RequestAuthorizationContext> tenantOfThePath() {
        return (caller, context) -> {
            String tenant = context.getVariables().get("tenant");
            return new AuthorizationDecision(tenant != null
                    && caller.get() instanceof JwtAuthenticationToken jwt
                    && tenant.equals(jwt.getToken().getClaims().get(AccessTokens.TENANT_CLAIM)));
        };
    }

    /** Adds the tenant to the log context, even if the request will be rejected. */
    private static final class TenantNote extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken jwt
                    && jwt.getToken().getClaims().get(AccessTokens.TENANT_CLAIM) instanceof String tenant) {
                LogContext.tenant(tenant);
            }
            chain.doFilter(request, response);
        }
    }

    private static void unauthorized(
            ProblemWriter problems, HttpServletResponse response, AuthenticationException cause) throws IOException {
        if (cause instanceof AuthenticationServiceException) {
            LOG.warn("An access token can't be checked: {}", cause.getMessage());
            problems.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The access token can't be checked at the moment. Try again in 5 seconds.");
            return;
        }
        boolean presented = cause instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, presented ? "Bearer error=\"invalid_token\"" : "Bearer");
        problems.write(response, HttpStatus.UNAUTHORIZED, "The access token is missing or not valid.");
    }
}
