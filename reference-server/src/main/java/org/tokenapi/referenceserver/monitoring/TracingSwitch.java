package org.tokenapi.referenceserver.monitoring;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.tokenapi.referenceserver.settings.StartException;

/**
 * Turns OpenTelemetry on if {@code token-api.otlp-endpoint} is set. Otherwise OpenTelemetry is not configured at all,
 * so that it costs nothing.
 */
public final class TracingSwitch implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String SETTING = "token-api.otlp-endpoint";

    private static final List<String> CONFIGURATIONS = List.of(
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration");

    /** For Spring, which creates it by name. */
    public TracingSwitch() {}

    /**
     * Reads the setting.
     *
     * @throws StartException if the setting is not a URL
     */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String endpoint = environment.getProperty(SETTING, "").strip();
        if (!endpoint.isEmpty() && !isUrl(endpoint)) {
            throw new StartException(
                    SETTING + " is not a URL.",
                    "Set the URL that receives traces, for example http://127.0.0.1:4318/v1/traces.",
                    null);
        }
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "tracing",
                        endpoint.isEmpty()
                                ? Map.of("spring.autoconfigure.exclude", String.join(",", CONFIGURATIONS))
                                : Map.of("management.opentelemetry.tracing.export.otlp.endpoint", endpoint)));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
