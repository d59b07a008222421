package org.tokenapi.contract.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Operation;

/**
 * What the check of one exchange came to.
 *
 * @param exchange what was checked
 * @param operation the operation that was called; null if the document has none for the request
 * @param findings everything found
 * @param evidence the pointers of the parts of the document that spoke of each message; empty unless it was asked for
 */
public record Verdict(
        Exchange exchange, @Nullable Operation operation, List<Finding> findings, Map<Side, Set<String>> evidence) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The violations alone. */
    public List<Finding> violations() {
        return findings.stream().filter(f -> f.severity() == Severity.VIOLATION).toList();
    }

    /** The violations of one side. */
    public List<Finding> violations(Side side) {
        return violations().stream().filter(f -> f.side() == side).toList();
    }

    /** The same without what was found in the answer, which then proves something only if it conforms. */
    public Verdict ofRequest() {
        boolean proves = violations(Side.RESPONSE).isEmpty();
        return new Verdict(
                exchange,
                operation,
                findings.stream()
                        .filter(finding -> finding.side() == Side.REQUEST)
                        .toList(),
                Map.of(
                        Side.REQUEST,
                        evidence.get(Side.REQUEST),
                        Side.RESPONSE,
                        proves ? evidence.get(Side.RESPONSE) : Set.of()));
    }
}
