package org.tokenapi.referenceserver.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints the reason and the remedy of a failed start without a stack trace. It precedes Spring's own analyzers, which
 * are less specific.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartExceptionAnalyzer extends AbstractFailureAnalyzer<StartException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
