package org.tokenapi.referenceserver.monitoring;

import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Puts a port of health and metrics on the interface of the operations, unless the settings name another: without this, it
 * would be open on all of them.
 */
public final class ManagementAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** For Spring, which finds it by its name. */
    public ManagementAddress() {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String address = environment.getProperty("server.address");
        // Where there is no port of its own, Spring Boot refuses an address of its own.
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT && StringUtils.hasText(address)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("management", Map.of("management.server.address", address)));
        }
    }
}
