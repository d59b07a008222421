package org.tokenapi.client.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Runs the benchmarks in rounds, each benchmark once per round and in a process of its own, and compares measurements
 * of the same round only, because other load on the machine then affects all of them alike. Ratios are means over the
 * rounds, with the half width of the 95 % confidence interval.
 */
final class SideBySide {
    private static final List<String> SIDES = List.of("client", "handWritten", "bare");

    private SideBySide() {}

    private record Measured(double microseconds, double bytes) {}

    /** @param args the number of rounds, by default 3, of about 5 minutes each; and the operations, by default both */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        List<String> operations = args.length > 1 ? List.of(args[1].split(",")) : List.of("search", "patch");
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        try (CannedServer server = new CannedServer()) {
            for (int round = 0; round < rounds; round++) {
                for (String operation : operations) {
                    for (String callers : List.of("1", "200")) {
                        List<String> order = new ArrayList<>(SIDES);
                        Collections.rotate(order, round);
                        for (String side : order) {
                            String name = operation + " " + callers + " " + side;
                            Measured one = run(server.port(), operation, side + callers);
                            measured.computeIfAbsent(name, none -> new ArrayList<>())
                                    .add(one);
                            System.out.printf(
                                    Locale.ROOT,
                                    "round %d: %s: %.1f us, %.0f bytes%n",
                                    round + 1,
                                    name,
                                    one.microseconds(),
                                    one.bytes());
                        }
                    }
                }
            }
        }
        print(operations, measured);
    }

    private static Measured run(int port, String operation, String benchmark) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(CallBenchmark.class.getName() + "." + benchmark + "$")
                .param("operation", operation)
                .forks(1)
                .jvmArgs("-Dport=" + port, "-Xms512m", "-Xmx512m")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getScore();
        return new Measured(result.getPrimaryResult().getScore(), bytes);
    }

    private static void print(List<String> operations, Map<String, List<Measured>> measured) {
        System.out.println();
        System.out.println(
                "| operation | at a time | by | us per call | times hand-written | bytes per call | times hand-written |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String operation : operations) {
            for (String callers : List.of("1", "200")) {
                List<Measured> base = measured.get(operation + " " + callers + " handWritten");
                for (String side : SIDES) {
                    List<Measured> all = measured.get(operation + " " + callers + " " + side);
                    double[] time =
                            all.stream().mapToDouble(Measured::microseconds).toArray();
                    double[] bytes = all.stream().mapToDouble(Measured::bytes).toArray();
                    double[] timeRatio = new double[all.size()];
                    double[] bytesRatio = new double[all.size()];
                    for (int i = 0; i < all.size(); i++) {
                        timeRatio[i] = time[i] / base.get(i).microseconds();
                        bytesRatio[i] = bytes[i] / base.get(i).bytes();
                    }
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %s | %s | %.1f | %s | %.0f | %s |%n",
                            operation,
                            callers,
                            side,
                            new ListStatistics(time).getMean(),
                            ratio(timeRatio),
                            new ListStatistics(bytes).getMean(),
                            ratio(bytesRatio));
                }
            }
        }
    }

    private static String ratio(double[] ratios) {
        ListStatistics statistics = new ListStatistics(ratios);
        return String.format(Locale.ROOT, "%.3f ± %.3f", statistics.getMean(), statistics.getMeanErrorAt(0.95));
    }
}
