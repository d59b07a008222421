package org.tokenapi.contract.spec;

/** The language that the schemas of a document are written in. */
public enum Dialect {
    /** The Schema Object of OpenAPI 3.0: an older JSON Schema, with keywords of its own. */
    OPENAPI_3_0,
    /** JSON Schema 2020-12 with the keywords that OpenAPI adds, as in OpenAPI 3.1. */
    JSON_SCHEMA_2020_12;

    /** The dialect of a version of OpenAPI, for example {@code 3.0.3}. */
    static Dialect of(String version) {
        return version.startsWith("3.0") ? OPENAPI_3_0 : JSON_SCHEMA_2020_12;
    }
}
