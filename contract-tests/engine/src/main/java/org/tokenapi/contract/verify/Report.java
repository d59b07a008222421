package org.tokenapi.contract.verify;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding;

/**
 * The results of a run. It contains secrets; show a {@link org.tokenapi.contract.report.RedactedReport} only.
 *
 * @param title the title of the document
 * @param server the address that the cases were sent to
 * @param results the results of the cases that were sent, in that order
 * @param omitted the names of the cases that fixtures omit, each with the reason
 * @param coverage what the cases prove for the server
 * @param client what the traffic of a client proves; null if none was recorded
 * @param unchecked the parts of the document that were not checked, and the statuses that it should declare
 * @param needless the excuses of the fixtures that are no longer needed, each in one line with its place
 * @param took the duration of the run
 */
public record Report(
        String title,
        URI server,
        List<CaseResult> results,
        Map<String, String> omitted,
        Coverage coverage,
        @Nullable Coverage client,
        List<Finding> unchecked,
        List<String> needless,
        Duration took) {
    public Report {
        results = List.copyOf(results);
        omitted = new LinkedHashMap<>(omitted);
        unchecked = List.copyOf(unchecked);
        needless = List.copyOf(needless);
    }

    /** The results of the cases that failed. */
    public List<CaseResult> failures() {
        return results.stream().filter(result -> !result.holds()).toList();
    }

    /**
     * This report with the coverage of a client.
     *
     * @param ofClient the rows of the client
     * @param fixtures the excuses, of which the client may need some that the server does not need
     */
    public Report with(Coverage ofClient, Fixtures fixtures) {
        Coverage matched = coverage.matched(ofClient);
        Set<String> neededByClient = Set.copyOf(fixtures.needless(names(matched)));
        return new Report(
                title,
                server,
                results,
                omitted,
                coverage,
                matched,
                unchecked,
                needless.stream().filter(neededByClient::contains).toList(),
                took);
    }

    /** The names of the rows that an excuse can be for. */
    static List<String> names(Coverage coverage) {
        return coverage.rows().stream()
                .filter(row -> !row.isProven())
                .map(Requirement::name)
                .toList();
    }

    /**
     * Whether cases were sent and all of them passed, and no excuse is needless. If coverage is required, also whether
     * every row is proven or excused and everything was checked.
     */
    public boolean holds(boolean requireCoverage) {
        boolean covered = coverage.unproven().isEmpty()
                && (client == null || client.unproven().isEmpty())
                && unchecked.isEmpty();
        return !results.isEmpty() && failures().isEmpty() && needless.isEmpty() && (covered || !requireCoverage);
    }
}
