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
        lines.open("not proven", names(report.coverage()), "rows");
        if (client != null) {
            lines.open("not proven by the client", names(client), "rows");
        }
        lines.open("not checked", Shortened.merged(report.unchecked()), "causes");
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

    private static List<String> names(Coverage coverage) {
        return coverage.unproven().stream().map(Requirement::name).toList();
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

        void open(String what, List<String> items, String kind) {
            items.stream().limit(MOST).forEach(item -> yellow("○ " + what + ": " + item));
            more(items.size(), kind + " " + what);
        }

        void more(int count, String what) {
            if (count > MOST) {
                all.add("  and " + (count - MOST) + " more " + what);
            }
        }
    }
}
