package org.tokenapi.contract.spec;

/** The schema language of a document. */
public enum Dialect {
    /**
     * The Schema Object of OpenAPI 3.0.3, which is based on JSON Schema Wright Draft 00 and has keywords of its own.
     */
    OPENAPI_3_0,
    /** JSON Schema 2020-12 with the keywords of the OpenAPI base vocabulary (OpenAPI 3.1.1, "Schema Object"). */
    JSON_SCHEMA_2020_12;

    /** Whether a {@code $schema} or {@code jsonSchemaDialect} names the dialect of OpenAPI 3.1 and later. */
    public static boolean isKnown(String uri) {
        return uri.matches("https://json-schema\\.org/draft/2020-12/schema#?"
                + "|https://spec\\.openapis\\.org/oas/3\\.[12]/dialect/[^/#]+#?");
    }

    /** The versions of OpenAPI that have the dialect, for messages. */
    String label() {
        return this == OPENAPI_3_0 ? "OpenAPI 3.0" : "OpenAPI 3.1 and later";
    }

    /** The dialect of an OpenAPI version, for example {@code 3.0.3}. */
    static Dialect of(String version) {
        return version.startsWith("3.0") ? OPENAPI_3_0 : JSON_SCHEMA_2020_12;
    }
}
