package org.tokenapi.referenceserver.tokenendpoint;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The issuer of a request: one of the two services, for one tenant.
 *
 * @param url the claim {@code iss}
 */
record Issuer(IssuingService service, String tenant, String url) implements AuthorizationServerContext {
    static final String METADATA = "/.well-known/oauth-authorization-server";
    static final AuthorizationServerSettings SETTINGS = AuthorizationServerSettings.builder()
            .multipleIssuersAllowed(true)
            .tokenEndpoint("/token")
            .build();

    enum IssuingService {
        IDENTITY("/acs/t/"),
        CLOUD("/oauth/tenant/");

        private final String path;
        private final RequestMatcher endpoint;
        private final RequestMatcher metadata;
        private final RequestMatcher all;

        IssuingService(String path) {
            this.path = path;
            String issuer = path + "{tenant}";
            endpoint = matcher(issuer + SETTINGS.getTokenEndpoint());
            metadata = matcher(METADATA + issuer);
            all = new OrRequestMatcher(endpoint, metadata, matcher(issuer + SETTINGS.getJwkSetEndpoint()));
        }

        private static RequestMatcher matcher(String pattern) {
            return PathPatternRequestMatcher.withDefaults().matcher(pattern);
        }
    }

    /** The issuer that the path names; null if it names none. */
    static @Nullable Issuer of(HttpServletRequest request) {
        for (IssuingService service : IssuingService.values()) {
            RequestMatcher.MatchResult match = service.all.matcher(request);
            if (match.isMatch()) {
                String tenant = match.getVariables().get("tenant");
                String url = ServletUriComponentsBuilder.fromContextPath(request)
                        .path(service.path)
                        .pathSegment(tenant)
                        .build()
                        .encode()
                        .toUriString();
                return new Issuer(service, tenant, url);
            }
        }
        return null;
    }

    /** The issuer of the request that this thread handles. */
    static Issuer current() {
        if (AuthorizationServerContextHolder.getContext() instanceof Issuer issuer) {
            return issuer;
        }
        throw new IllegalStateException("The request does not name an issuer");
    }

    static boolean isEndpoint(HttpServletRequest request) {
        return IssuingService.IDENTITY.endpoint.matches(request) || IssuingService.CLOUD.endpoint.matches(request);
    }

    static boolean isMetadata(HttpServletRequest request) {
        return IssuingService.IDENTITY.metadata.matches(request) || IssuingService.CLOUD.metadata.matches(request);
    }

    @Override
    public String getIssuer() {
        return url;
    }

    @Override
    public AuthorizationServerSettings getAuthorizationServerSettings() {
        return SETTINGS;
    }
}
