package org.tokenapi.contract.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;

/** A report as lines of text for a terminal. */
public final class Summary {
    private static final int MOST = 20;
    private static final int MOST_VIOLATIONS = 5;

    private Summary() {}

    /**
     * The lines: failures, rows that are not proven, and totals. Long lists are cut.
     *
     * @param shown the report
     * @param colours whether to use ANSI colour sequences
     */
    public static List<String> lines(RedactedReport shown, boolean colours) {
        Report report = shown.report();
        Coverage client = report.client();
        Lines lines = new Lines(colours);
        List<CaseResult> failures = report.failures();
        failures.stream().limit(MOST).forEach(failure -> {
            lines.red("✗ " + failure.sent().name());
            if (failure.problem() != null) {
                lines.plain("    " + failure.problem());
            }
            List<Finding> violations = failure.violations();
            violations.stream().limit(MOST_VIOLATIONS).forEach(violation -> lines.plain("    " + violation));
            if (violations.size() > MOST_VIOLATIONS) {
                lines.plain("    and " + (violations.size() - MOST_VIOLATIONS) + " more violations");
            }
            lines.plain("    rerun with " + RedactedReport.option(failure));
        });
        lines.more(failures.size(), "failed cases");
        if (report.results().isEmpty()) {
            lines.red("✗ no case was sent, so nothing is proven");
        }
        report.needless().forEach(excuse -> lines.red("✗ " + excuse));
        unproven(report.coverage(), "rows not proven").forEach(line -> lines.yellow("○ not proven: " + line));
        if (client != null) {
            unproven(client, "rows not proven by the client")
                    .forEach(line -> lines.yellow("○ not proven by the client: " + line));
        }
        Shortened.first(Shortened.merged(report.unchecked()), MOST, "causes")
                .forEach(line -> lines.yellow("○ not checked: " + line));
        lines.plain("");
        lines.plain(report.title() + " at " + report.server() + ", "
                + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0));
        lines.plain(String.format(
                Locale.ROOT,
                "%s: %d passed, %d failed, %d omitted; coverage %s",
                cases(report.results().size() + report.omitted().size()),
                report.results().size() - failures.size(),
                failures.size(),
                report.omitted().size(),
                coverage(report.coverage())));
        if (client != null) {
            lines.plain("coverage by the client " + coverage(client));
        }
        Map<String, Long> kinds = report.results().stream()
                .collect(
                        Collectors.groupingBy(result -> result.sent().expected(), TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) -> lines.plain("  " + cases(count) + ", expected " + kind));
        lines.plain("fingerprint " + shown.fingerprint());
        return lines.all;
    }

    /** The three numbers of a matrix, and the share of what is proven. */
    static String coverage(Coverage coverage) {
        return String.format(
                Locale.ROOT,
                "%.1f %% of %d rows: %d proven, %d excused, %d not proven",
                coverage.share(),
                coverage.rows().size(),
                coverage.proven().size(),
                coverage.excused().size(),
                coverage.unproven().size());
    }

    private static List<String> unproven(Coverage coverage, String what) {
        return Shortened.first(
                coverage.unproven().stream().map(Requirement::name).toList(), MOST, what);
    }

    private static String cases(long count) {
        return count + (count == 1 ? " case" : " cases");
    }

    /** Collects lines. */
    private static final class Lines {
        private final boolean colours;
        private final List<String> all = new ArrayList<>();

        Lines(boolean colours) {
            this.colours = colours;
        }

        void plain(String line) {
            all.add(line);
        }

        void red(String line) {
            all.add(colours ? "\u001b[31m" + line + "\u001b[0m" : line);
        }

        void yellow(String line) {
            all.add(colours ? "\u001b[33m" + line + "\u001b[0m" : line);
        }

        void more(int count, String what) {
            if (count > MOST) {
                all.add("  and " + (count - MOST) + " more " + what);
            }
        }
    }
}
