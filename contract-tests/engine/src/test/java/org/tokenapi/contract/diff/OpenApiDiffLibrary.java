package org.tokenapi.contract.diff;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.compare.OpenApiDiff;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameter;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;

/** What openapi-diff holds to be incompatible, by the part of the operation. The only class that knows the library. */
final class OpenApiDiffLibrary {
    private static final String HOLDS_SO = "openapi-diff takes this for incompatible; nothing is seen that breaks";

    private final List<ChangedOperation> changed;

    /**
     * Runs the library. It reads what is there: nothing is loaded, and references stay as they are.
     *
     * @throws IllegalArgumentException if the library can't read one of the documents
     */
    OpenApiDiffLibrary(OpenApiDocument before, OpenApiDocument after) {
        changed = OpenApiDiff.compare(
                        read(before), read(after), OpenApiDiffOptions.builder().build())
                .getChangedOperations();
    }

    private static OpenAPI read(OpenApiDocument document) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        SwaggerParseResult result =
                new OpenAPIV3Parser().readContents(document.root().toString(), List.of(), options);
        if (result.getOpenAPI() == null) {
            throw new IllegalArgumentException("openapi-diff can't read the document: " + result.getMessages());
        }
        return result.getOpenAPI();
    }

    /** Adds what no change speaks of yet. */
    void addTo(Changes changes, Map<Operation, Operation> both) {
        for (ChangedOperation operation : changed) {
            both.forEach((old, now) -> {
                if (old.method().equals(operation.getHttpMethod().name())
                        && (old.path().toString().equals(operation.getPathUrl())
                                || now.path().toString().equals(operation.getPathUrl()))) {
                    parts(operation, old, now).stream()
                            .filter(part -> !changes.speakOf(part.side, part.where))
                            .forEach(part ->
                                    changes.other(part.side, part.where, HOLDS_SO, part.oldPointer, part.newPointer));
                }
            });
        }
    }

    private record Part(Side side, String where, String oldPointer, String newPointer) {}

    private static List<Part> parts(ChangedOperation changed, Operation old, Operation now) {
        List<Part> parts = new ArrayList<>();
        if (changed.getParameters() != null) {
            for (ChangedParameter parameter : changed.getParameters().getChanged()) {
                if (isIncompatible(parameter)) {
                    old.parameters().stream()
                            .filter(one -> isNamed(one, parameter))
                            .findFirst()
                            .ifPresent(one -> parts.add(
                                    new Part(Side.REQUEST, Where.parameter(old, one), one.pointer(), now.pointer())));
                }
            }
        }
        if (isIncompatible(changed.getRequestBody())) {
            parts.add(new Part(Side.REQUEST, Where.body(old), old.pointer(), now.pointer()));
        }
        if (isIncompatible(changed.getSecurityRequirements())) {
            parts.add(new Part(Side.REQUEST, Where.security(old), old.pointer(), now.pointer()));
        }
        if (changed.getApiResponses() != null) {
            changed.getApiResponses().getChanged().forEach((status, response) -> {
                if (isIncompatible(response)) {
                    parts.add(new Part(
                            Side.RESPONSE, Where.answer(old, status), pointer(old, status), pointer(now, status)));
                }
            });
        }
        return parts;
    }

    private static boolean isNamed(Parameter one, ChangedParameter parameter) {
        return one.name().equals(parameter.getName())
                && one.in().name().toLowerCase(Locale.ROOT).equals(parameter.getIn());
    }

    private static String pointer(Operation operation, String status) {
        return operation.responses().stream()
                .filter(response -> response.status().equalsIgnoreCase(status))
                .map(Response::pointer)
                .findFirst()
                .orElse(operation.pointer());
    }

    private static boolean isIncompatible(@Nullable Changed changed) {
        return changed != null && changed.isIncompatible();
    }
}
