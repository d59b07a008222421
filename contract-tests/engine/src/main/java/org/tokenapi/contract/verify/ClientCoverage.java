package org.tokenapi.contract.verify;

import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;

/**
 * What the traffic of a client proves of a document: what its requests make use of and keep to, and which answers it was
 * given. A message that violates the document proves nothing. Not thread-safe.
 */
public final class ClientCoverage {
    private final CoverageMatrix matrix;

    /** @param fixtures tell which rows need no proof */
    public ClientCoverage(OpenApiDocument document, Fixtures fixtures) {
        matrix = new CoverageMatrix(document, new ExchangeChecker(document).schemas(), fixtures);
    }

    /**
     * Notes what an exchange proves.
     *
     * @param verdict with evidence
     */
    public void add(Verdict verdict) {
        Operation operation = verdict.operation();
        for (Side side : Side.values()) {
            if (operation != null && verdict.violations(side).isEmpty()) {
                verdict.evidence().get(side).forEach(pointer -> matrix.prove(operation, side, pointer, name(verdict)));
            }
        }
    }

    /** What has been proven so far. */
    public Coverage coverage() {
        return matrix.coverage();
    }

    private static String name(Verdict verdict) {
        return verdict.exchange().request() + ", answered " + verdict.exchange().response();
    }
}
