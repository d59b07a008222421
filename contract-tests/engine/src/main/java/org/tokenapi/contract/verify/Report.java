package org.tokenapi.contract.verify;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        Duration took) {
    public Report {
        results = List.copyOf(results);
        omitted = new LinkedHashMap<>(omitted);
        unchecked = List.copyOf(unchecked);
    }

    /** The results of the cases that failed. */
    public List<CaseResult> failures() {
        return results.stream().filter(result -> !result.holds()).toList();
    }

    /** This report with the coverage of a client. */
    public Report with(Coverage ofClient) {
        return new Report(title, server, results, omitted, coverage, ofClient, unchecked, took);
    }

    /**
     * Whether all cases passed. If coverage is required, also whether every row is proven or excused and everything was
     * checked.
     */
    public boolean holds(boolean requireCoverage) {
        boolean covered =
                coverage.gaps().isEmpty() && (client == null || client.gaps().isEmpty()) && unchecked.isEmpty();
        return failures().isEmpty() && (covered || !requireCoverage);
    }
}
