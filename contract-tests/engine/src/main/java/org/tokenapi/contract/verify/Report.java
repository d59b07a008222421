package org.tokenapi.contract.verify;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding;

/**
 * What a run came to.
 *
 * @param title the title of the document
 * @param server where the cases were sent
 * @param results one for each case that was sent, in their order
 * @param omitted the cases that were left out, each with its reason
 * @param coverage what the cases prove of the server
 * @param client what the traffic of a client proves of it; null if none was recorded
 * @param unchecked what the document says that is not checked
 * @param took how long the cases took
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

    /** The results that show a violation, or a status that should not be. */
    public List<CaseResult> failures() {
        return results.stream().filter(result -> !result.holds()).toList();
    }

    /** The same with what is known of the client. */
    public Report with(Coverage ofClient) {
        return new Report(title, server, results, omitted, coverage, ofClient, unchecked, took);
    }

    /** Whether every case held and, if coverage is demanded, every row is covered and nothing went unchecked. */
    public boolean holds(boolean requireCoverage) {
        boolean covered = coverage.gaps().isEmpty()
                && (client == null || client.gaps().isEmpty())
                && unchecked.isEmpty()
                && results.stream().allMatch(result -> result.gaps().isEmpty());
        return failures().isEmpty() && (covered || !requireCoverage);
    }
}
