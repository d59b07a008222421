package org.tokenapi.referenceserver;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.tokenapi.referenceserver.command.Commands;
import org.tokenapi.serverstubs.generated.configuration.EnumConverterConfiguration;

/**
 * The reference server. It keeps everything in one directory or in one PostgreSQL database, and several of them can run
 * in one process, one after another or, with a directory and a port each, side by side. Several over one PostgreSQL
 * database serve the same data.
 *
 * <p>Properties, with their defaults: {@code token-api.data-directory} ({@code ./data}), {@code token-api.sample-data}
 * ({@code true}), {@code token-api.print-access-token} ({@code true}), {@code token-api.external-issuer} (none),
 * {@code token-api.issuer} ({@code token-api-reference-server}), {@code token-api.audience}
 * ({@code token-management}), {@code token-api.max-body-size} ({@code 1MB}), {@code token-api.lock-timeout}
 * ({@code 10s}), {@code token-api.statement-timeout} ({@code 30s}), {@code token-api.database-url}, {@code token-api.database-user} and {@code token-api.database-password}
 * (none: a SQLite file), {@code token-api.otlp-endpoint} (none: no spans), {@code server.address} ({@code 127.0.0.1}), {@code server.port} ({@code 8080}; 0 takes any free port).
 * What they mean: {@link TokenApiProperties}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import(EnumConverterConfiguration.class)
public class ReferenceServer {

    /**
     * Starts the server; it runs until the process is ended. A start that fails says why, and ends with exit code 1.
     * Arguments that are no properties name a command, which runs in its place: {@code --help} lists them.
     *
     * @param args properties, as {@code --name=value}, or a command
     */
    public static void main(String[] args) {
        if (Commands.areMeant(args)) {
            System.exit(Commands.run(args));
        }
        SpringApplication.run(ReferenceServer.class, args);
    }
}
