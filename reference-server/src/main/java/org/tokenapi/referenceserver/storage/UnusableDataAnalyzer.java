package org.tokenapi.referenceserver.storage;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why the server does not start, without a stack trace. */
final class UnusableDataAnalyzer extends AbstractFailureAnalyzer<UnusableDataException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableDataException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
