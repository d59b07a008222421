package org.tokenapi.contract.verify;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokenapi.contract.check.Finding;

/**
 * What a run came to.
 *
 * @param title the title of the document
 * @param server where the cases were sent
 * @param results one for each case that was sent, in their order
 * @param omitted the cases that were left out, each with its reason
 * @param rows the coverage matrix
 * @param unchecked what the document says that is not checked
 * @param took how long the cases took
 */
public record Report(
        String title,
        URI server,
        List<CaseResult> results,
        Map<String, String> omitted,
        List<Row> rows,
        List<Finding> unchecked,
        Duration took) {
    public Report {
        results = List.copyOf(results);
        omitted = new LinkedHashMap<>(omitted);
        rows = List.copyOf(rows);
        unchecked = List.copyOf(unchecked);
    }

    /** The results that show a violation, or a status that should not be. */
    public List<CaseResult> failures() {
        return results.stream().filter(result -> !result.holds()).toList();
    }

    /** The rows that nothing proves and that no fixture excuses. */
    public List<Row> gaps() {
        return rows.stream().filter(row -> !row.isCovered()).toList();
    }

    /** The share of rows that are proven or excused, 0 to 100. */
    public double coverage() {
        return rows.isEmpty() ? 100 : 100.0 * (rows.size() - gaps().size()) / rows.size();
    }

    /** Whether every case held and, if coverage is demanded, every row is covered and nothing went unchecked. */
    public boolean holds(boolean requireCoverage) {
        boolean covered = gaps().isEmpty()
                && unchecked.isEmpty()
                && results.stream().allMatch(result -> result.gaps().isEmpty());
        return failures().isEmpty() && (covered || !requireCoverage);
    }
}
