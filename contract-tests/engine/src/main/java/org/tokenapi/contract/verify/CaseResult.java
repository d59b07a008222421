package org.tokenapi.contract.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;

/**
 * The result of one case. Immutable.
 *
 * @param sent the case
 * @param verdict the exchange and its findings; null if there was no response
 * @param problem why the case failed apart from the findings, in one line; null if there is no such reason
 */
public record CaseResult(
        Case sent, @Nullable Verdict verdict, @Nullable String problem) {

    /** Whether the case passed: the status is expected, and the response violates nothing. */
    public boolean holds() {
        return problem == null && violations().isEmpty();
    }

    /** The violations of the response. */
    public List<Finding> violations() {
        return verdict == null ? List.of() : verdict.violations(Side.RESPONSE);
    }

    /** The parts of the response that could not be checked. */
    public List<Finding> gaps() {
        return verdict == null
                ? List.of()
                : verdict.findings().stream()
                        .filter(finding -> finding.severity() == Severity.GAP && finding.side() == Side.RESPONSE)
                        .toList();
    }
}
