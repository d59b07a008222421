package org.tokenapi.referenceserver.web;

import org.slf4j.MDC;

/** The request in the log context: {@code requestId}, and {@code tenant} once it is known. */
public final class LogContext {
    /** The key of the request identifier. */
    public static final String REQUEST_ID = "requestId";

    private static final String TENANT = "tenant";

    private LogContext() {}

    static void begin(String requestId) {
        MDC.put(REQUEST_ID, requestId);
    }

    /** Sets the tenant that the access token names. */
    public static void tenant(String tenant) {
        MDC.put(TENANT, tenant.replaceAll("\\p{Cntrl}", "?"));
    }

    /** The tenant, or a dash if it is not known. */
    static String tenant() {
        String tenant = MDC.get(TENANT);
        return tenant == null ? "-" : tenant;
    }

    static void end() {
        MDC.remove(REQUEST_ID);
        MDC.remove(TENANT);
    }
}
