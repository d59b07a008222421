package org.tokenapi.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.tokenapi.referenceserver.ReferenceServer;
import org.tokenapi.referenceserver.ServerProcess;

/**
 * Measures the throughput of the server, next to that of a bare endpoint that returns the same bytes and to that of
 * bare commits of the database. The measurements alternate in rounds. Prints a Markdown table.
 */
final class LoadTest {
    private static final String TENANT = "CUSTOMER";
    private static final int TOKENS = 1000;
    private static final int CONNECTIONS = 16;

    /** The first round warms up, and takes this many times as long as the others. */
    private static final int WARM_UP = 6;

    private static final List<String> MEMORY = List.of("-Xmx256m");
    private static final String SEARCH =
            "{\"and\":[{\"key\":\"token_status\",\"operator\":\"EQUALS\",\"values\":[\"ACTIVE\"]}]}";

    private final Map<String, List<Load.Measurement>> measured = new LinkedHashMap<>();
    private final Duration time;

    private LoadTest(Duration time) {
        this.time = time;
    }

    /** @param args the seconds for each measurement, 8 by default, and the number of rounds, 3 by default */
    public static void main(String[] args) throws Exception {
        LoadTest test = new LoadTest(Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 8));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Files.createTempDirectory("load");
        SQLiteDataSource sqlite = sqlite(directory);
        test.measure(
                "SQLite",
                rounds,
                directory,
                List.of("--token-api.data-directory=" + directory),
                sqlite::getConnection,
                1);
        // The default of PostgreSQL, unlike that of test databases: a commit is on the disk.
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start()) {
            PGSimpleDataSource connections = (PGSimpleDataSource) postgres.getPostgresDatabase();
            test.measure(
                    "PostgreSQL",
                    rounds,
                    directory,
                    List.of("--token-api.database-url=" + postgres.getJdbcUrl("postgres", "postgres")),
                    connections::getConnection,
                    CONNECTIONS);
        }
        test.print();
    }

    /** Opens connections to the database with the settings of the server. */
    private interface Connections {
        Connection open() throws SQLException;
    }

    private static SQLiteDataSource sqlite(Path directory) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource sqlite = new SQLiteDataSource(config);
        sqlite.setUrl("jdbc:sqlite:" + directory.resolve("token-api.db"));
        return sqlite;
    }

    private void measure(
            String name, int rounds, Path directory, List<String> settings, Connections connections, int writers)
            throws Exception {
        List<String> all = new ArrayList<>(settings);
        all.add("--token-api.sample-data=false");
        try (ServerProcess server = new ServerProcess(ReferenceServer.class, MEMORY, all).waitUntilReady()) {
            try (Connection connection = connections.open()) {
                Tokens.fill(connection, TENANT, TOKENS);
                try (Statement statement = connection.createStatement()) {
                    // As PostgreSQL does within a minute, and the server at its start with a SQLite file.
                    statement.execute(name.equals("SQLite") ? "pragma optimize = 0x10012" : "analyze");
                }
            }
            Requests requests = new Requests(server.token(), TENANT);
            Path response = directory.resolve("response.json");
            Files.writeString(response, response(server));
            try (ServerProcess bare = new ServerProcess(
                            BareServer.class,
                            options("-Dresponse=" + response),
                            List.of("--server.tomcat.max-keep-alive-requests=-1"))
                    .waitUntilReady()) {
                for (int round = 0; round <= rounds; round++) {
                    boolean isWarmUp = round == 0;
                    IntFunction<Supplier<String>> search = worker -> () -> requests.search(SEARCH);
                    http(isWarmUp, name, "bare endpoint", bare.port(), search);
                    http(isWarmUp, name, "search, 20 of 1,000", server.port(), search);
                    keep(
                            isWarmUp,
                            name,
                            "bare commits",
                            Load.run(writers, time, worker -> commits(connections, worker)));
                    http(
                            isWarmUp,
                            name,
                            "patch",
                            server.port(),
                            worker -> each(worker, (id, count) -> requests.patch(id, "build-" + count)));
                    http(
                            isWarmUp,
                            name,
                            "regenerate",
                            server.port(),
                            worker -> each(worker, (id, count) -> requests.regenerate(id)));
                }
            }
        }
    }

    private static List<String> options(String more) {
        List<String> options = new ArrayList<>(MEMORY);
        options.add(more);
        return options;
    }

    private static String response(ServerProcess server) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/acs/t/" + TENANT
                                        + "/api-tokens/search?pageSize=20"))
                                .header("Authorization", "Bearer " + server.token())
                                .header("Content-Type", "application/vnd.vmware.vidm.api-tokens.search.request+json")
                                .POST(HttpRequest.BodyPublishers.ofString(SEARCH))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The server responded with " + response.statusCode());
        }
        return response.body();
    }

    private interface AuditedChange {
        String request(String id, int count);
    }

    /** Each worker iterates over its own tokens. */
    private static Supplier<String> each(int worker, AuditedChange change) {
        int share = TOKENS / CONNECTIONS;
        int[] count = {0};
        return () -> {
            count[0]++;
            return change.request(Tokens.id(worker * share + count[0] % share), count[0]);
        };
    }

    private static Load.Worker commits(Connections connections, int worker) throws SQLException {
        Connection connection = connections.open();
        PreparedStatement update =
                connection.prepareStatement("update api_token set token_description = ? where tenant = ? and id = ?");
        int[] count = {0};
        return new Load.Worker() {
            @Override
            public void work() throws SQLException {
                count[0]++;
                update.setString(1, "change " + count[0]);
                update.setString(2, TENANT);
                update.setString(3, Tokens.id(worker * (TOKENS / CONNECTIONS) + count[0] % (TOKENS / CONNECTIONS)));
                update.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private void http(boolean isWarmUp, String database, String what, int port, IntFunction<Supplier<String>> requests)
            throws Exception {
        // On two processors, the JIT compiler gets little time during requests.
        Duration duration = isWarmUp ? time.multipliedBy(WARM_UP) : time;
        keep(isWarmUp, database, what, Load.http(port, CONNECTIONS, duration, requests));
    }

    private void keep(boolean isWarmUp, String database, String what, Load.Measurement one) {
        System.err.printf(Locale.ROOT, "%s, %s: %.0f a second%n", database, what, one.perSecond());
        if (!isWarmUp) {
            measured.computeIfAbsent(database + " | " + what, none -> new ArrayList<>())
                    .add(one);
        }
    }

    private void print() {
        System.out.println(
                "| database | what | a second | median ms | p99 ms | beside it | ratio, worst and best round |");
        System.out.println("|---|---|---|---|---|---|---|");
        measured.forEach((name, rounds) -> {
            String database = name.substring(0, name.indexOf(' '));
            String beside = name.endsWith("1,000")
                    ? "bare endpoint"
                    : name.endsWith("patch") || name.endsWith("regenerate") ? "bare commits" : "";
            List<Load.Measurement> base = measured.get(database + " | " + beside);
            double[] ratios = new double[rounds.size()];
            for (int i = 0; base != null && i < ratios.length; i++) {
                ratios[i] = rounds.get(i).perSecond() / base.get(i).perSecond();
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.2f | %s | %s |%n",
                    name,
                    mean(rounds.stream()
                            .mapToDouble(Load.Measurement::perSecond)
                            .toArray()),
                    mean(rounds.stream().mapToDouble(one -> one.millis(0.5)).toArray()),
                    mean(rounds.stream().mapToDouble(one -> one.millis(0.99)).toArray()),
                    beside,
                    base == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f (%.2f, %.2f)",
                                    mean(ratios),
                                    Arrays.stream(ratios).min().orElseThrow(),
                                    Arrays.stream(ratios).max().orElseThrow()));
        });
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
