package org.tokenapi.referenceserver.monitoring;

import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Binds a separate port for health and metrics to the address of the operations, unless a setting names another. By
 * default Spring Boot would bind it to all interfaces.
 */
public final class ManagementAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** For Spring, which creates it by name. */
    public ManagementAddress() {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String address = environment.getProperty("server.address");
        // Spring Boot rejects a management address without a management port.
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT && StringUtils.hasText(address)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("management", Map.of("management.server.address", address)));
        }
    }
}
