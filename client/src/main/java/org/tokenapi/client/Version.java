package org.tokenapi.client;

/** The name that the client goes by. */
final class Version {
    /** The version is in the manifest of the jar; there is none where classes are run from a directory. */
    static final String USER_AGENT =
            "token-api-client/" + version() + " Java/" + Runtime.version().feature();

    private Version() {}

    private static String version() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
