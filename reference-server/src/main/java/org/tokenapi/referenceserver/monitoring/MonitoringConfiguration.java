package org.tokenapi.referenceserver.monitoring;

import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** Observes requests as a whole, and not each filter. */
@Configuration(proxyBeanMethods = false)
final class MonitoringConfiguration {
    private static final Set<String> PATHS = Set.of("/health", "/health/live", "/health/ready", "/metrics");

    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Requests for health and metrics are frequent and of no interest. */
    @Bean
    ObservationPredicate requestsOfCallers() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext http && PATHS.contains(path(http.getCarrier())));
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
