package org.tokenapi.referenceserver.storage;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/** Chooses the database. */
@Configuration(proxyBeanMethods = false)
@Import(StorageConfiguration.Choice.class)
final class StorageConfiguration {

    /** A URL of a database is the choice of PostgreSQL. */
    static final class Choice implements ImportSelector {
        private final Environment environment;

        Choice(Environment environment) {
            this.environment = environment;
        }

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            boolean isUrlSet = StringUtils.hasText(environment.getProperty("token-api.database-url"));
            return new String[] {(isUrlSet ? PostgresStorage.class : SqliteStorage.class).getName()};
        }
    }

    /** As opposed to a command, for which nobody waits at the other end of a connection. */
    static boolean isServer(ApplicationContext context) {
        return context instanceof WebServerApplicationContext;
    }

    /** What the server does; a command may do less. */
    @Bean
    @ConditionalOnMissingBean
    DatabaseUse databaseUse() {
        return DatabaseUse.CREATE;
    }

    @Bean
    Clock clock() {
        // What is stored, shown and compared has milliseconds.
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
