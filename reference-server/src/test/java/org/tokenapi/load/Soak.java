package org.tokenapi.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.SQLiteDataSource;
import org.tokenapi.referenceserver.ReferenceServer;
import org.tokenapi.referenceserver.ServerProcess;

/**
 * Searches, patches and regenerates for a long time on a server with little memory and a SQLite file. Prints a Markdown
 * table of what the process uses after each minute: live heap, threads, open files, and the size of the data directory.
 */
final class Soak {
    private static final int TOKENS = 1000;
    private static final int CONNECTIONS = 4;
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Soak() {}

    /** @param args the minutes; 10 by default */
    public static void main(String[] args) throws Exception {
        int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Path directory = Files.createTempDirectory("soak");
        try (ServerProcess server = new ServerProcess(
                        ReferenceServer.class,
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        List.of("--token-api.data-directory=" + directory, "--token-api.sample-data=false"))
                .waitUntilReady()) {
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl("jdbc:sqlite:" + directory.resolve("token-api.db"));
            try (Connection connection = database.getConnection()) {
                Tokens.fill(connection, "CUSTOMER", TOKENS);
            }
            Requests requests = new Requests(server.token(), "CUSTOMER");
            System.out.println(
                    "| minute | requests a second | p99 ms | live heap MB | threads | open files | data MB |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int minute = 1; minute <= minutes; minute++) {
                Load.Measurement load =
                        Load.http(server.port(), CONNECTIONS, Duration.ofMinutes(1), worker -> mixed(requests, worker));
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f | %.1f | %.1f | %d | %d | %.2f |%n",
                        minute,
                        load.perSecond(),
                        load.millis(0.99),
                        liveHeap(server.process().pid()) / 1024.0,
                        count(Path.of("/proc/" + server.process().pid() + "/task")),
                        count(Path.of("/proc/" + server.process().pid() + "/fd")),
                        size(directory) / 1e6);
            }
        }
    }

    /** Of ten requests, eight search, one patches and one regenerates. */
    private static Supplier<String> mixed(Requests requests, int worker) {
        int[] count = {0};
        return () -> {
            int number = count[0]++;
            String id = Tokens.id((number * CONNECTIONS + worker) % TOKENS);
            return switch (number % 10) {
                case 0 -> requests.patch(id, "build-" + number);
                case 5 -> requests.regenerate(id);
                default -> requests.search("{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}]}");
            };
        };
    }

    /** In kB, after a full collection. */
    private static long liveHeap(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        long used = 0;
        Matcher part = USED.matcher(jcmd(pid, "GC.heap_info").replaceAll("(?s)Metaspace.*", ""));
        while (part.find()) {
            used += Long.parseLong(part.group(1));
        }
        return used;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!jcmd.waitFor(1, TimeUnit.MINUTES) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd failed: " + said);
        }
        return said;
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private static long size(Path directory) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
