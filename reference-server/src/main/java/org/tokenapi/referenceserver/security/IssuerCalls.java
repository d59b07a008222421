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
 * Calls of the external issuer. Callers wait for its answer one after the other, each with a thread: so an issuer that did
 * not answer in time is not asked again for a while. One that refuses does so at once, and can be asked at any time. Safe
 * for use by several threads.
 */
final class IssuerCalls extends RestTemplate {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** As long as callers are told to wait. */
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
            throw new ResourceAccessException("The external issuer did not answer in time a moment ago");
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
