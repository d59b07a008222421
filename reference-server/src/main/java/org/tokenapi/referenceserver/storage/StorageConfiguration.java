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

/** Selects the database. */
@Configuration(proxyBeanMethods = false)
@Import(StorageConfiguration.Choice.class)
final class StorageConfiguration {

    /** A database URL selects PostgreSQL, otherwise it is SQLite. */
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

    /** Whether requests wait for the database; a command may take longer. */
    static boolean isServer(ApplicationContext context) {
        return context instanceof WebServerApplicationContext;
    }

    /** The use of the server. A command registers its own. */
    @Bean
    @ConditionalOnMissingBean
    DatabaseUse databaseUse() {
        return DatabaseUse.CREATE;
    }

    @Bean
    Clock clock() {
        // Stored times have milliseconds, so all times do.
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
