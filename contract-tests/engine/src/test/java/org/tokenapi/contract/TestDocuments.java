package org.tokenapi.contract;

import org.tokenapi.contract.spec.OpenApiDocument;

/** The documents that the tests read. */
public final class TestDocuments {
    private TestDocuments() {}

    /** The project's own, out of the jar that carries it. */
    public static OpenApiDocument tokenApi() {
        return OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml");
    }

    /** A small one of another domain. */
    public static OpenApiDocument shop() {
        return OpenApiDocument.resource("/org/tokenapi/contract/shop.yaml");
    }
}
