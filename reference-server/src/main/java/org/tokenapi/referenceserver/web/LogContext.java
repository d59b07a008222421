package org.tokenapi.referenceserver.web;

import org.slf4j.MDC;

/** What each line of the log says of the request that it is about: {@code requestId}, and {@code tenant} once it is known. */
public final class LogContext {
    /** The key of the identifier of the request. */
    public static final String REQUEST_ID = "requestId";

    private static final String TENANT = "tenant";

    private LogContext() {}

    static void begin(String requestId) {
        MDC.put(REQUEST_ID, requestId);
    }

    /** Notes whose request this is, when an access token has told it. */
    public static void tenant(String tenant) {
        MDC.put(TENANT, tenant.replaceAll("\\p{Cntrl}", "?"));
    }

    /** The tenant, or a dash. */
    static String tenant() {
        String tenant = MDC.get(TENANT);
        return tenant == null ? "-" : tenant;
    }

    static void end() {
        MDC.remove(REQUEST_ID);
        MDC.remove(TENANT);
    }
}
