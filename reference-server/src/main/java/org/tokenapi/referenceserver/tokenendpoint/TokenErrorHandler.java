package org.tokenapi.referenceserver.tokenendpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Writes errors as defined by RFC 6749, and counts failed credentials. */
final class TokenErrorHandler implements AuthenticationFailureHandler {
    private final FailedCredentials failures;
    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();

    TokenErrorHandler(FailedCredentials failures) {
        this.failures = failures;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        OAuth2Error error = ((OAuth2AuthenticationException) exception).getError();
        boolean client = error.getErrorCode().equals(OAuth2ErrorCodes.INVALID_CLIENT);
        if (client || error.getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
            failures.count(request.getRemoteAddr());
        }
        if (client) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"token\"");
            // The framework's description reveals whether the client exists.
            write(response, HttpStatus.UNAUTHORIZED, new OAuth2Error(error.getErrorCode()));
        } else {
            write(response, HttpStatus.BAD_REQUEST, error);
        }
    }

    void write(HttpServletResponse response, HttpStatus status, OAuth2Error error) throws IOException {
        ServletServerHttpResponse message = new ServletServerHttpResponse(response);
        message.setStatusCode(status);
        errors.write(error, MediaType.APPLICATION_JSON, message);
    }
}
