package org.tokenapi.referenceserver;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.Environment;

/** Refuses what would be ignored in silence, or fail late, before the start makes anything. */
final class CommandLineCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int LAST_PORT = 65_535;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String others = environment.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME, "");
        if (!others.isEmpty()) {
            throw new StartException(
                    "These arguments are no settings: " + others + ".", "Give settings as --name=value.", null);
        }
        String port = environment.getProperty("server.port", "0").strip();
        if (!isPort(port)) {
            throw new StartException(
                    "The port " + port + " does not exist.",
                    "Give a server.port from 0 to " + LAST_PORT + "; 0 takes any free port.",
                    null);
        }
    }

    private static boolean isPort(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= LAST_PORT;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
