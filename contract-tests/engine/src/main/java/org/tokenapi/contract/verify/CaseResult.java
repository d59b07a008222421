package org.tokenapi.contract.verify;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Rule;
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
        return verdict == null
                ? List.of()
                : verdict.violations(Side.RESPONSE).stream()
                        .filter(finding -> !isExcused(finding))
                        .toList();
    }

    /** Only the case knows that a value may mean nothing to the server, so that it is right to say so. */
    private boolean isExcused(Finding finding) {
        return finding.rule() == Rule.UNDECLARED_STATUS
                && verdict != null
                && sent.expectation().isUnknown(verdict.exchange().response().status());
    }

    /** The parts of the document that the response shows to be missing or that could not be checked. */
    public List<Finding> gaps() {
        return verdict == null
                ? List.of()
                : verdict.findings().stream()
                        .filter(finding -> finding.side() == Side.RESPONSE)
                        .flatMap(finding ->
                                isExcused(finding) ? Stream.of(finding.as(Severity.GAP)) : Stream.of(finding))
                        .filter(finding -> finding.severity() == Severity.GAP)
                        .toList();
    }
}
