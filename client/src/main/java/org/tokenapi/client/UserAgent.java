package org.tokenapi.client;

/** The product that the client names itself in the User-Agent header. */
final class UserAgent {
    /** Such as {@code token-api-client/1.0.0 Java/17}. */
    static final String CLIENT =
            "token-api-client/" + version() + " Java/" + Runtime.version().feature();

    private UserAgent() {}

    /** From the manifest of the jar; classes that run from a directory have none. */
    private static String version() {
        String version = UserAgent.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
