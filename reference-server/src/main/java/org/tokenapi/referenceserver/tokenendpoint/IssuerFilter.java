package org.tokenapi.referenceserver.tokenendpoint;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.tokenapi.referenceserver.problem.ProblemWriter;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.web.Operations;

/**
 * Precedes the framework's filters: sets the issuer, and handles requests that the framework would reject or handle
 * wrongly.
 */
final class IssuerFilter extends OncePerRequestFilter {
    private final FailedCredentials failures;
    private final TokenErrorHandler refusal;
    private final ProblemWriter problems;
    private final HandlerExceptionResolver exceptions;

    IssuerFilter(
            FailedCredentials failures,
            TokenErrorHandler refusal,
            ProblemWriter problems,
            HandlerExceptionResolver exceptions) {
        this.failures = failures;
        this.refusal = refusal;
        this.problems = problems;
        this.exceptions = exceptions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Issuer issuer = Issuer.of(request);
        if (issuer == null) {
            chain.doFilter(request, response);
            return;
        }
        // The framework resets it at the end of the request.
        AuthorizationServerContextHolder.setContext(issuer);
        boolean endpoint = Issuer.isEndpoint(request);
        HttpMethod method = endpoint ? HttpMethod.POST : HttpMethod.GET;
        if (!method.matches(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, method.name());
            problems.write(response, HttpStatus.METHOD_NOT_ALLOWED, "The method must be " + method + ".");
        } else if (Issuer.isMetadata(request)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream()
                    .write(JSONObjectUtils.toJSONString(metadata(issuer)).getBytes(StandardCharsets.UTF_8));
        } else if (endpoint) {
            exchange(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void exchange(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Operations.name(request, "token");
        long seconds = failures.secondsToWait(request.getRemoteAddr());
        if (seconds > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            problems.write(response, HttpStatus.TOO_MANY_REQUESTS, "Too many failed credentials from this address.");
        } else if (request.getQueryString() != null || !isReadable(request)) {
            refusal.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    // URLs are logged.
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST, "Parameters must be in a form, not in the query", null));
        } else {
            try {
                chain.doFilter(request, response);
            } catch (RuntimeException failure) {
                // As in an operation: a busy database is not a server error.
                if (exceptions.resolveException(request, response, null, failure) == null) {
                    throw failure;
                }
            }
        }
    }

    /** Whether the form can be decoded and is within its size limit. */
    private static boolean isReadable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException unreadable) {
            return false;
        }
    }

    private static Map<String, Object> metadata(Issuer issuer) {
        boolean identity = issuer.service() == Issuer.IssuingService.IDENTITY;
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer.url());
        metadata.put("token_endpoint", issuer.url() + Issuer.SETTINGS.getTokenEndpoint());
        metadata.put("jwks_uri", issuer.url() + Issuer.SETTINGS.getJwkSetEndpoint());
        metadata.put("response_types_supported", List.of());
        metadata.put(
                "grant_types_supported",
                identity
                        ? List.of(
                                SecretGrantRequest.API_TOKEN.getValue(),
                                AuthorizationGrantType.CLIENT_CREDENTIALS.getValue())
                        : List.of(AuthorizationGrantType.REFRESH_TOKEN.getValue()));
        metadata.put(
                "token_endpoint_auth_methods_supported",
                identity ? List.of("none", "client_secret_basic", "client_secret_post") : List.of("none"));
        metadata.put(
                "scopes_supported",
                identity ? List.of(AccessTokens.SCOPE, AccessTokens.SYNC_SCOPE) : List.of(AccessTokens.CLOUD_SCOPE));
        return metadata;
    }
}
