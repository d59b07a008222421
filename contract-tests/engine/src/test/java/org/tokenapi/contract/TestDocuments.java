package org.tokenapi.contract;

import org.tokenapi.contract.spec.OpenApiDocument;

/** Documents for tests. */
public final class TestDocuments {
    private TestDocuments() {}

    /** The project's own document, from its jar. */
    public static OpenApiDocument tokenApi() {
        return OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml");
    }

    /** A small document of another domain. */
    public static OpenApiDocument shop() {
        return OpenApiDocument.resource("/org/tokenapi/contract/shop.yaml");
    }
}
