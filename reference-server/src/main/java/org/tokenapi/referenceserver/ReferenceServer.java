package org.tokenapi.referenceserver;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.tokenapi.referenceserver.command.Commands;
import org.tokenapi.serverstubs.generated.configuration.EnumConverterConfiguration;

/**
 * The reference server. It keeps its data in one directory or in one PostgreSQL database. Several servers can run in
 * one process if each has its own port and data; several over one PostgreSQL database serve the same data.
 *
 * <p>{@link org.tokenapi.referenceserver.settings.TokenApiProperties} lists the settings of the prefix {@code
 * token-api}. The others are Spring Boot's.
 */
// Transactions are begun in code; looking for annotations would take a fifteenth of the start.
@SpringBootApplication(proxyBeanMethods = false, exclude = TransactionAutoConfiguration.class)
@ConfigurationPropertiesScan
@Import(EnumConverterConfiguration.class)
public class ReferenceServer {

    /**
     * Starts the server, which runs until the process ends. A start that fails prints the reason and exits with code 1.
     * If the arguments name a command, the command runs instead; {@code --help} lists the commands.
     *
     * @param args settings, as {@code --name=value}, or a command
     */
    public static void main(String[] args) {
        if (Commands.areMeant(args)) {
            System.exit(Commands.run(args));
        }
        SpringApplication.run(ReferenceServer.class, args);
    }
}
