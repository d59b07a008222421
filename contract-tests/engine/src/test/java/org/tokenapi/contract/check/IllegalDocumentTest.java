package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Verification;

/** An illegal part of a document is a gap of the operations that use it, and the other operations are checked. */
final class IllegalDocumentTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("my.yaml", """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            paths:
              /good: {get: {operationId: good, responses: {'200': {$ref: '#/components/responses/Number'}}}}
              /lost: {get: {operationId: lost, responses: {'200': {$ref: '#/components/responses/None'}}}}
              /open: {get: {operationId: open, security: [{no: []}], responses: {'200': {description: d}}}}
              /size:
                put:
                  operationId: size
                  requestBody:
                    content:
                      application/json: {schema: {type: integer, minimum: 0, exclusiveMinimum: true, maximum: 9}}
                  responses: {'200': {description: d}}
            components:
              responses:
                Number: {description: d, content: {application/json: {schema: {type: integer}}}}
            """);

    @Test
    void reportsOneGapForEachIllegalPart() {
        assertThat(new ExchangeChecker(DOCUMENT).gaps())
                .extracting(Finding::severity, Finding::place, Finding::pointer)
                .containsExactlyInAnyOrder(
                        tuple(Severity.GAP, "lost", "/paths/~1lost/get/responses/200"),
                        tuple(Severity.GAP, "open", "/paths/~1open/get/security/0"),
                        tuple(
                                Severity.GAP,
                                "size",
                                "/paths/~1size/put/requestBody/content/application~1json/schema/exclusiveMinimum"));
    }

    @Test
    void checksTheOtherOperations() {
        assertThat(check("GET", "/good", "", "1").violations()).isEmpty();
        assertThat(check("GET", "/good", "", "\"one\"").violations()).hasSize(1);
    }

    @Test
    void reportsNoViolationOfAnUnreadOperation() {
        Verdict verdict = check("GET", "/lost?x=1", "", "\"anything\"");

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.findings())
                .extracting(Finding::severity, Finding::actual)
                .containsExactly(tuple(Severity.GAP, "the reference #/components/responses/None has no target"));
    }

    @Test
    void checksTheLegalKeywordsOfAnIllegalSchema() {
        assertThat(check("PUT", "/size", "0", "").violations()).isEmpty();
        assertThat(check("PUT", "/size", "10", "").violations(Finding.Side.REQUEST))
                .extracting(Finding::rule)
                .containsExactly(Rule.SCHEMA);
    }

    @Test
    void makesNoCasesWhereNoOneKnowsWhatConforms() {
        assertThat(new Verification(DOCUMENT, Fixtures.none(), Map.of()).cases())
                .filteredOn(sent -> sent.operation() != null)
                .isNotEmpty()
                .allMatch(sent -> sent.operation().id().equals("good"));
    }

    private static Verdict check(String method, String path, String body, String response) {
        Headers json = Headers.of(Map.of("Content-Type", List.of("application/json")));
        return new ExchangeChecker(DOCUMENT)
                .check(new Exchange(
                        new Exchange.Request(method, path, json, body.getBytes(StandardCharsets.UTF_8)),
                        new Exchange.Response(200, json, response.getBytes(StandardCharsets.UTF_8))));
    }
}
