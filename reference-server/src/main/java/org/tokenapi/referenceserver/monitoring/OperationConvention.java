package org.tokenapi.referenceserver.monitoring;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.web.Operations;

/** Adds the operation to the metrics of requests, and names their spans after it. */
@Component
final class OperationConvention extends DefaultServerRequestObservationConvention {
    private final Operations operations;

    OperationConvention(Operations operations) {
        this.operations = operations;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        return super.getLowCardinalityKeyValues(context).and(KeyValue.of("operation", operation(context)));
    }

    @Override
    public String getContextualName(ServerRequestObservationContext context) {
        return operation(context);
    }

    private String operation(ServerRequestObservationContext context) {
        return operations.of(context.getCarrier());
    }
}
