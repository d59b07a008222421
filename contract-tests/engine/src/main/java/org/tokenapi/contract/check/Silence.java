package org.tokenapi.contract.check;

import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.spec.Dialect;

/**
 * What messages do although the document says nothing about it, and how severe that is. The README of the engine has
 * this table, too.
 */
enum Silence {
    /** HEAD for a path that declares GET (RFC 9110, section 9.3.2). */
    HEAD(Severity.VIOLATION, Severity.NOTICE, Severity.NOTICE),
    /** OPTIONS, which browsers send before requests of other origins (RFC 9110, section 9.3.7). */
    OPTIONS(Severity.VIOLATION, Severity.NOTICE, Severity.NOTICE),
    /** 304 or 412 to a conditional request, 206 or 416 to one for a range (RFC 9110, sections 13 and 14). */
    PRECONDITION(Severity.VIOLATION, Severity.NOTICE, Severity.NOTICE),
    /** A status of 4xx that refuses what the document forbids. */
    REFUSAL(Severity.VIOLATION, Severity.GAP, Severity.NOTICE),
    /** A read-only property in a request, which should not be sent (OpenAPI 3.0.3, "Schema Object"). */
    READ_ONLY_3_0(Severity.VIOLATION, Severity.VIOLATION, Severity.NOTICE),
    /** The same in 3.1, where a server may ignore it (JSON Schema 2020-12, Validation, section 9.4). */
    READ_ONLY_3_1(Severity.VIOLATION, Severity.NOTICE, Severity.NOTICE),
    /** Null, where a schema of 3.0 has {@code nullable: true} and a keyword next to it that refuses null. */
    NULLABLE(Severity.VIOLATION, Severity.VIOLATION, Severity.NOTICE);

    private final Severity strict;
    private final Severity balanced;
    private final Severity lenient;

    Silence(Severity strict, Severity balanced, Severity lenient) {
        this.strict = strict;
        this.balanced = balanced;
        this.lenient = lenient;
    }

    /** A read-only property in a request to an API of a version. */
    static Silence readOnly(Dialect dialect) {
        return dialect == Dialect.OPENAPI_3_0 ? READ_ONLY_3_0 : READ_ONLY_3_1;
    }

    Severity severity(Strictness strictness) {
        return switch (strictness) {
            case STRICT -> strict;
            case BALANCED -> balanced;
            case LENIENT -> lenient;
        };
    }
}
