package org.tokenapi.referenceserver;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.function.SingletonSupplier;

/** The databases that a server can run on. What is tested on one is tested on the other. */
public enum TestDatabase {
    SQLITE {
        @Override
        public List<String> settings(Path directory) {
            return List.of("--token-api.data-directory=" + directory);
        }

        @Override
        DataSource connections(Path directory) {
            return new DriverManagerDataSource("jdbc:sqlite:" + directory.resolve("token-api.db"));
        }
    },

    POSTGRESQL {
        @Override
        DataSource connections(Path directory) {
            return new DriverManagerDataSource(Running.POSTGRES.getJdbcUrl("postgres", name(directory)));
        }

        private String name(Path directory) {
            return "d" + Integer.toHexString(directory.toAbsolutePath().hashCode());
        }

        /** Each directory has a database of its own, empty at first. */
        @Override
        public List<String> settings(Path directory) {
            String name = name(directory);
            try (Connection connection = Running.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                if (!statement
                        .executeQuery("select 1 from pg_database where datname = '" + name + "'")
                        .next()) {
                    // In the order of a language, as databases often are; the server has to see to its own.
                    statement.execute("create database " + name
                            + " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' locale 'C'");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return List.of(
                    "--token-api.database-url=" + Running.POSTGRES.getJdbcUrl("postgres", name),
                    "--token-api.data-directory=" + directory.resolve("unused"));
        }
    };

    private final Supplier<TestServer> shared = SingletonSupplier.of(() -> start(sharedDirectory()));

    /**
     * The one server with sample data, and no other settings, that classes use one after another. Each resets it before it
     * relies on the data, and leaves tables and indexes as they were. It ends with the process.
     */
    public TestServer shared() {
        return shared.get();
    }

    /** The directory of {@link #shared()}, for {@link #settings}. */
    public Path sharedDirectory() {
        return Path.of("target", "shared-" + ProcessHandle.current().pid(), name());
    }

    /** The settings of a server on this database that starts empty, and goes on where the last one in it ended. */
    public abstract List<String> settings(Path directory);

    /** The database itself, past every server on it. */
    abstract DataSource connections(Path directory);

    JdbcClient jdbc(Path directory) {
        return JdbcClient.create(connections(directory));
    }

    /** Starts with sample data, unless the properties say otherwise. */
    public TestServer start(Path directory, String... properties) {
        List<String> arguments = new ArrayList<>(settings(directory));
        arguments.addAll(List.of(properties));
        return TestServer.start(arguments);
    }

    /** The same, on another clock than that of the machine. */
    public TestServer start(Path directory, Clock clock, String... properties) {
        List<String> arguments = new ArrayList<>(settings(directory));
        arguments.addAll(List.of(properties));
        return TestServer.start(arguments, clock);
    }

    /** One PostgreSQL for all tests of the process, started by the first that asks for it; it ends with the process. */
    private static final class Running {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
