package org.tokenapi.contract.verify;

import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;

/**
 * Collects what the traffic of a client proves: the parts of the document that its requests use and conform to, and the
 * responses that it received. A message that violates the document proves nothing. Not thread-safe.
 */
public final class ClientCoverage {
    private final CoverageMatrix matrix;

    /**
     * Starts without evidence.
     *
     * @param document the document of the traffic
     * @param fixtures the rows that need no proof
     */
    public ClientCoverage(OpenApiDocument document, Fixtures fixtures) {
        matrix = new CoverageMatrix(document, new ExchangeChecker(document).schemas(), fixtures);
    }

    /**
     * Adds an exchange.
     *
     * @param verdict from {@link org.tokenapi.contract.check.ExchangeChecker#checkWithEvidence}
     */
    public void add(Verdict verdict) {
        Operation operation = verdict.operation();
        for (Side side : Side.values()) {
            if (operation != null && verdict.violations(side).isEmpty()) {
                verdict.evidence().get(side).forEach(pointer -> matrix.prove(operation, side, pointer, name(verdict)));
            }
        }
    }

    /** The coverage so far. */
    public Coverage coverage() {
        return matrix.coverage();
    }

    private static String name(Verdict verdict) {
        return verdict.exchange().request() + ", response " + verdict.exchange().response();
    }
}
