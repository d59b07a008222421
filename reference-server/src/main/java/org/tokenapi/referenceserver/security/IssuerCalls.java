package org.tokenapi.referenceserver.security;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RequestCallback;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.ResponseExtractor;
import org.springframework.web.client.RestTemplate;

/**
 * Calls of the external issuer. They run one after the other, and each blocks a thread, so an issuer that timed out is
 * not called again for a while. An issuer that refuses connections fails fast and is called every time. Safe for use by
 * several threads.
 */
final class IssuerCalls extends RestTemplate {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The same as the Retry-After header of the responses. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Clock clock;
    private volatile Instant pauseEnd = Instant.MIN;

    IssuerCalls(Clock clock) {
        this.clock = clock;
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(TIMEOUT);
        requests.setReadTimeout(TIMEOUT);
        setRequestFactory(requests);
    }

    @Override
    protected <T> @Nullable T doExecute(
            URI url,
            @Nullable String uriTemplate,
            @Nullable HttpMethod method,
            @Nullable RequestCallback request,
            @Nullable ResponseExtractor<T> response) {
        if (clock.instant().isBefore(pauseEnd)) {
            throw new ResourceAccessException("The external issuer timed out a moment ago");
        }
        try {
            return super.doExecute(url, uriTemplate, method, request, response);
        } catch (ResourceAccessException failure) {
            if (failure.getCause() instanceof SocketTimeoutException) {
                pauseEnd = clock.instant().plus(PAUSE);
            }
            throw failure;
        }
    }
}
