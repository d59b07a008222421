package org.tokenapi.gates;

import java.nio.file.Path;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The document that client and server are tested against, and the location of its files. */
public final class TokenApi {
    /** The root of the checkout, relative to this module's directory, in which its tests run. */
    public static final Path CHECKOUT = Path.of("../..");

    private TokenApi() {}

    /** The document, from the jar of {@code api-spec}. */
    public static OpenApiDocument document() {
        return OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml");
    }
}
