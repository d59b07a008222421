package org.tokenapi.contract.cases;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.spec.OpenApiDocument;

/** A document with one operation, and the cases derived from it. */
final class SmallDocument {
    private final List<Case> cases;
    private final List<Finding> gaps;

    private SmallDocument(String text, String fixtures, Map<String, String> headers) {
        OpenApiDocument document = OpenApiDocument.parse("document", text);
        CaseGenerator generator = new CaseGenerator(
                document,
                new ExchangeChecker(document),
                Fixtures.parse("fixtures", fixtures, document, Map.of()),
                CallerCredentials.none(),
                headers);
        cases = generator.cases();
        gaps = generator.gaps();
    }

    /** @param operation the method and its Operation Object, as one member of the path {@code /a} */
    static SmallDocument of(String operation) {
        return ofVersion("3.0.3", "/a", operation, "");
    }

    static SmallDocument ofPath(String path, String operation) {
        return ofVersion("3.0.3", path, operation, "");
    }

    static SmallDocument ofVersion(String version, String path, String operation, String components) {
        return new SmallDocument(text(version, path, operation, components), "{}", Map.of());
    }

    static SmallDocument secured(
            String securitySchemes, String security, String fixtures, Map<String, String> headers) {
        String operation = "get: {operationId: get, security: " + security + ", responses: {'204': {description: d}}}";
        return new SmallDocument(
                text("3.0.3", "/a", operation, "components: {securitySchemes: " + securitySchemes + "}"),
                fixtures,
                headers);
    }

    private static String text(String version, String path, String operation, String components) {
        return "openapi: " + version + "\npaths: {" + path + ": {" + operation + "}}\n" + components;
    }

    /** A document whose requests have a body of a schema. */
    static SmallDocument ofBody(String mediaType, String schema) {
        return of("post: {requestBody: {required: true, content: {" + mediaType + ": {schema: " + schema
                + "}}}, responses: {'204': {description: d}}}");
    }

    /** A document whose requests have a parameter. */
    static SmallDocument ofParameter(String parameter) {
        return of("get: {parameters: [" + parameter + "], responses: {'204': {description: d}}}");
    }

    /** The parts for which no request could be made. */
    List<Finding> gaps() {
        return gaps;
    }

    List<Case> cases() {
        return cases;
    }

    /** The case of a name, without the name of the operation. */
    Case named(String name) {
        return cases.stream()
                .filter(sent -> sent.name().endsWith(" " + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case " + name + " among "
                        + cases.stream().map(Case::name).collect(Collectors.joining("\n"))));
    }

    /** The requests that violate the document. */
    List<Case> refused() {
        return cases.stream()
                .filter(sent -> sent.expectation() == Expectation.REFUSED
                        && sent.pointer().contains("/schema/"))
                .toList();
    }

    /** The requests that conform. */
    List<Case> accepted() {
        return cases.stream()
                .filter(sent -> sent.expectation() == Expectation.ACCEPTED
                        || sent.expectation() == Expectation.ACCEPTED_OR_UNKNOWN)
                .toList();
    }

    static String body(Case sent) {
        return new String(sent.request().body(), StandardCharsets.UTF_8);
    }

    static String header(Case sent, String name) {
        return sent.request().headers().get(name).orElse("(none)");
    }
}
