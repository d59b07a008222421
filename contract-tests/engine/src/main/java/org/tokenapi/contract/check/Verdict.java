package org.tokenapi.contract.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Operation;

/**
 * The result of checking one exchange. It contains the exchange with its secrets; see
 * {@link org.tokenapi.contract.redact.Redactor}. Immutable.
 *
 * @param exchange the exchange
 * @param operation the operation of the request; null if the document declares none
 * @param findings the findings about both messages
 * @param evidence for each side, the JSON pointers of the parts of the document that apply to the message; empty unless
 *     the check collected evidence
 */
public record Verdict(
        Exchange exchange, @Nullable Operation operation, List<Finding> findings, Map<Side, Set<String>> evidence) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The violations of both messages. */
    public List<Finding> violations() {
        return findings.stream().filter(f -> f.severity() == Severity.VIOLATION).toList();
    }

    /** The violations of one message. */
    public List<Finding> violations(Side side) {
        return violations().stream().filter(f -> f.side() == side).toList();
    }

    /**
     * This verdict without the findings about the response. The evidence of the response is kept only if the response
     * conforms.
     */
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
