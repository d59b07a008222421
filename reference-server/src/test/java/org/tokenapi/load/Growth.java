package org.tokenapi.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.security.AccessTokens;

/**
 * Measures how long a search takes, first page and total, while a tenant grows, one request at a time. Prints a
 * Markdown table.
 */
final class Growth {
    private static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000);
    private static final Map<String, String> SEARCHES = searches();

    private Growth() {}

    private static Map<String, String> searches() {
        Map<String, String> searches = new LinkedHashMap<>();
        searches.put("all, by name", "{}");
        searches.put("20 of one client", "{\"and\":[{\"key\":\"client_id\",\"values\":[\"client-7\"]}]}");
        searches.put(
                "active, soonest expiration first",
                "{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}],\"sort_by\":\"expiration_date\"}");
        searches.put(
                "active, latest expiration first",
                "{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}],\"sort_by\":\"expiration_date\","
                        + "\"sort_order\":\"desc\"}");
        searches.put(
                "active, newest first",
                "{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}],\"sort_by\":\"created_date\",\"sort_order\":\"desc\"}");
        searches.put(
                "a part of a name",
                "{\"and\":[{\"key\":\"token_display_name\",\"operator\":\"LIKE\",\"values\":[\"d-00000\"]}]}");
        return searches;
    }

    /** @param args the databases; both by default */
    public static void main(String[] args) throws Exception {
        List<String> lines = new ArrayList<>();
        for (TestDatabase database : TestDatabase.values()) {
            if (args.length > 0 && !List.of(args).contains(database.name())) {
                continue;
            }
            Path directory = Files.createTempDirectory("growth");
            try (TestServer server = database.start(directory, "--token-api.sample-data=false")) {
                try (Connection connection = server.bean(DataSource.class).getConnection();
                        Statement statement = connection.createStatement()) {
                    for (int size : SIZES) {
                        Tokens.fill(connection, "T" + size, size);
                        System.err.println(database + ": " + size + " tokens");
                    }
                    if (database == TestDatabase.POSTGRESQL) {
                        // As autovacuum would within a few minutes.
                        statement.execute("vacuum analyze");
                    }
                }
                // Warms up, so that the first search is not slower only because it is the first.
                for (String search : SEARCHES.values()) {
                    median(server, SIZES.get(0), search);
                }
                for (Map.Entry<String, String> search : SEARCHES.entrySet()) {
                    StringBuilder line = new StringBuilder("| " + database + " | " + search.getKey());
                    for (int size : SIZES) {
                        line.append(String.format(Locale.ROOT, " | %.2f", median(server, size, search.getValue())));
                    }
                    lines.add(line + " |");
                }
            }
        }
        System.out.println("| database | search | ms at 1,000 | at 100,000 | at 1,000,000 |");
        System.out.println("|---|---|---|---|---|");
        lines.forEach(System.out::println);
        System.exit(0);
    }

    private static double median(TestServer server, int size, String search) throws Exception {
        String tenant = "T" + size;
        Requests requests = new Requests(server.bean(AccessTokens.class).issue(tenant), tenant);
        int port = Integer.parseInt(server.base().substring(server.base().lastIndexOf(':') + 1));
        Load.http(port, 1, Duration.ofSeconds(2), worker -> () -> requests.search(search));
        return Load.http(port, 1, Duration.ofSeconds(3), worker -> () -> requests.search(search))
                .millis(0.5);
    }
}
