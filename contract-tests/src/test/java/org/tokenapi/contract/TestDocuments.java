package org.tokenapi.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The documents that the tests read. */
public final class TestDocuments {
    private TestDocuments() {}

    /** The project's own, out of the jar that carries it. */
    public static OpenApiDocument tokenApi() {
        return read("/org/tokenapi/spec/openapi.yaml");
    }

    /** A small one of another domain. */
    public static OpenApiDocument shop() {
        return read("/org/tokenapi/contract/shop.yaml");
    }

    private static OpenApiDocument read(String resource) {
        try (InputStream in = Objects.requireNonNull(TestDocuments.class.getResourceAsStream(resource), resource)) {
            return OpenApiDocument.parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
