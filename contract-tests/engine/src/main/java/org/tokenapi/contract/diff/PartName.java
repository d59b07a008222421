package org.tokenapi.contract.diff;

import java.util.Locale;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;

/** The names of the parts of an operation in changes. */
final class PartName {
    private PartName() {}

    static String operation(Operation operation) {
        return operation.id();
    }

    static String parameter(Operation operation, Parameter parameter) {
        return operation.id() + " " + parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
    }

    static String body(Operation operation) {
        return operation.id() + " body";
    }

    static String security(Operation operation) {
        return operation.id() + " credentials";
    }

    static String response(Operation operation, String status) {
        return operation.id() + " response " + status;
    }
}
