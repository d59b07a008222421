package org.tokenapi.contract.diff;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openapitools.openapidiff.core.compare.OpenApiDiff;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;

/** The opinion of another tool, openapi-diff. */
final class OpenApiDiffOracle {
    private OpenApiDiffOracle() {}

    /** The operations that it finds incompatible, as method and path. */
    static Set<String> incompatible(String before, String after) {
        Set<String> operations = new TreeSet<>();
        var compared = OpenApiDiff.compare(
                read(before), read(after), OpenApiDiffOptions.builder().build());
        compared.getChangedOperations().stream()
                .filter(operation -> operation.isIncompatible())
                .forEach(operation -> operations.add(operation.getHttpMethod().name() + " " + operation.getPathUrl()));
        compared.getMissingEndpoints()
                .forEach(missing -> operations.add(missing.getMethod().name() + " " + missing.getPathUrl()));
        return operations;
    }

    private static OpenAPI read(String text) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        OpenAPI document =
                new OpenAPIV3Parser().readContents(text, List.of(), options).getOpenAPI();
        if (document == null) {
            throw new IllegalArgumentException("openapi-diff can't read the document");
        }
        return document;
    }
}
