package org.tokenapi.contract.corpus;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.http.ContractMock;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.ServerUnderTest;
import org.tokenapi.contract.verify.Verification;

/**
 * Runs the engine on documents that others wrote: reads each, starts its mock, derives its cases, and sends the
 * conforming ones to the mock. Nothing of the documents is known, so nothing may be wrong: no crash, no document that
 * does not end, and no conforming exchange that the check refuses.
 *
 * <p>Arguments: folders or files. Each document has a process of its own with 800 MB of heap and two minutes. Prints a
 * table in Markdown, with the failures below it, and exits with 1 if there is any.
 */
final class CorpusRun {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String HEAP = "-Xmx800m";
    private static final int SHOWN = 5;

    private CorpusRun() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("--one")) {
            Path file = Path.of(arguments[1]);
            try {
                one(file);
            } catch (UnreadableDocumentException e) {
                System.out.println("not read: "
                        + String.valueOf(e.getMessage())
                                .replace(file + ", ", "")
                                .replace(file + ": ", ""));
                System.exit(1);
            }
            return;
        }
        List<String> failures = new ArrayList<>();
        System.out.println(
                "| document | size | operations | cases | an operation | conforming | refused | gaps | wrong examples"
                        + " | read | mock | derive | heap | processor |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (String argument : arguments) {
            try (Stream<Path> files = Files.walk(Path.of(argument))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    run(file, failures);
                }
            }
        }
        System.out.println();
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static void run(Path file, List<String> failures) throws IOException, InterruptedException {
        Path output = Files.createTempFile("corpus", ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorpusRun.class.getName(),
                        "--one",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        Files.delete(output);
        String row =
                lines.stream().filter(line -> line.startsWith("| ")).findFirst().orElse(null);
        System.out.println(row == null ? "| " + file.getFileName() + " | failed |" : row);
        if (!ended) {
            failures.add("- " + file.getFileName() + ": not done after " + LIMIT.toSeconds() + " s");
        }
        lines.stream()
                .filter(line -> !line.startsWith("| "))
                .limit(SHOWN)
                .forEach(line -> failures.add("- " + file.getFileName() + ": " + line));
        if (row == null && ended && lines.isEmpty()) {
            failures.add("- " + file.getFileName() + ": ended without a word");
        }
    }

    private static void one(Path file) throws Exception {
        long start = System.nanoTime();
        OpenApiDocument document = OpenApiDocument.read(file);
        long read = System.nanoTime();
        ExchangeChecker checker = new ExchangeChecker(document);
        List<Finding> gaps = checker.gaps();
        long mocked;
        long derived;
        int conforming = 0;
        int cases;
        Map<String, Integer> refused = new TreeMap<>();
        MockResponses responses = new MockResponses(document, checker);
        int wrongExamples = responses.wrongExamples().size();
        try (ContractMock mock = new ContractMock(new Mock(responses), checker, false, "127.0.0.1", 0, verdict -> {})) {
            mocked = System.nanoTime();
            Verification verification =
                    new Verification(document, Fixtures.none(), CallerCredentials.placeholders(), Map.of());
            cases = verification.cases().size();
            derived = System.nanoTime();
            ServerUnderTest server = new ServerUnderTest(mock.baseUri(), Duration.ofSeconds(20));
            for (Case sent : verification.cases()) {
                if (sent.expectation() == Expectation.ACCEPTED && sent.name().endsWith(" conforming")) {
                    conforming++;
                    wrong(server, checker, sent).forEach(line -> refused.merge(line, 1, Integer::sum));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d kB | %d | %d | %.0f | %d | %d | %d | %d | %.1f s | %.1f s | %.1f s | %d MB | %.1f s |%n",
                file.getFileName(),
                Files.size(file) / 1000,
                document.operations().size(),
                cases,
                (double) cases / Math.max(1, document.operations().size()),
                conforming,
                refused.values().stream().mapToInt(count -> count).sum(),
                gaps.size(),
                wrongExamples,
                seconds(start, read),
                seconds(read, mocked),
                seconds(mocked, derived),
                heap(),
                processor());
        refused.forEach((line, count) -> System.out.println(count + " times " + line));
        // Threads of the mock may still be there.
        System.exit(0);
    }

    private static List<String> wrong(ServerUnderTest server, ExchangeChecker checker, Case sent) {
        Exchange exchange;
        try {
            exchange = server.send(sent.request());
        } catch (ServerUnderTest.NoResponseException e) {
            return List.of(sent.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Verdict verdict = checker.check(exchange);
        return verdict.violations().stream()
                .map(finding -> sent.name() + " got " + exchange.response().status() + ": " + finding)
                .toList();
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / 1_000_000;
    }

    private static double processor() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e9;
    }
}
