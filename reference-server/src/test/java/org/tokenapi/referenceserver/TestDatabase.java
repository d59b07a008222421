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
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.function.SingletonSupplier;

/** The databases that the server supports. Tests run on both. */
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

        /** Each directory has its own database, which is empty at first. */
        @Override
        public List<String> settings(Path directory) {
            String name = name(directory);
            try (Connection connection = Running.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                if (!statement
                        .executeQuery("select 1 from pg_database where datname = '" + name + "'")
                        .next()) {
                    // Sorts by the rules of a language, as many databases do; the server must not depend on it.
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
     * The server with sample data and default settings that classes use one after another. Each class resets it before
     * it relies on the data, and leaves tables and indexes unchanged. It ends with the process.
     */
    public TestServer shared() {
        return shared.get();
    }

    /** The directory of {@link #shared()}, for {@link #settings}. */
    public Path sharedDirectory() {
        return Path.of("target", "shared-" + ProcessHandle.current().pid(), name());
    }

    /**
     * The settings of a server on this database. The database is empty at first, and keeps its data for later servers.
     */
    public abstract List<String> settings(Path directory);

    /** Direct connections to the database. */
    abstract DataSource connections(Path directory);

    /** Creates the tables without a server, up to this version of them. */
    public void createTables(Path directory, String version) {
        settings(directory);
        Flyway.configure()
                .dataSource(connections(directory))
                .target(version)
                .placeholders(
                        this == SQLITE
                                ? Map.of("bytewise", "", "analyze", "")
                                : Map.of("bytewise", "collate \"C\"", "analyze", "analyze api_token;"))
                .load()
                .migrate();
    }

    /** Creates the tables of this version of the server, without a server. */
    public void createTables(Path directory) {
        createTables(directory, "latest");
    }

    JdbcClient jdbc(Path directory) {
        return JdbcClient.create(connections(directory));
    }

    /** Starts a server with sample data, unless the properties turn it off. */
    public TestServer start(Path directory, String... properties) {
        List<String> arguments = new ArrayList<>(settings(directory));
        arguments.addAll(List.of(properties));
        return TestServer.start(arguments);
    }

    /** Starts a server with another clock. */
    public TestServer start(Path directory, Clock clock, String... properties) {
        List<String> arguments = new ArrayList<>(settings(directory));
        arguments.addAll(List.of(properties));
        return TestServer.start(arguments, clock);
    }

    /**
     * One PostgreSQL server for all tests of the process. The first test that needs it starts it, and it ends with the
     * process.
     */
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
