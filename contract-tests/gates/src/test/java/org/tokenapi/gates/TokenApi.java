package org.tokenapi.gates;

import java.nio.file.Path;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The document that both sides are held to, and where its files are. */
public final class TokenApi {
    /** The checkout, from the folder in which the tests of this module run. */
    public static final Path CHECKOUT = Path.of("../..");

    private TokenApi() {}

    /** The document, out of the jar that carries it. */
    public static OpenApiDocument document() {
        return OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml");
    }
}
