package org.tokenapi.contract.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;

/**
 * What came of one case.
 *
 * @param sent the case
 * @param verdict the exchange and what was found in it; null if no answer came
 * @param problem what is wrong beside the findings, in one line; null if nothing
 */
public record CaseResult(
        Case sent, @Nullable Verdict verdict, @Nullable String problem) {

    /** Whether the server did what it should. */
    public boolean holds() {
        return problem == null && violations().isEmpty();
    }

    /** What is wrong with the answer. */
    public List<Finding> violations() {
        return verdict == null ? List.of() : verdict.violations(Side.RESPONSE);
    }

    /** What of the answer could not be checked. */
    public List<Finding> gaps() {
        return verdict == null
                ? List.of()
                : verdict.findings().stream()
                        .filter(finding -> finding.severity() == Severity.GAP && finding.side() == Side.RESPONSE)
                        .toList();
    }
}
