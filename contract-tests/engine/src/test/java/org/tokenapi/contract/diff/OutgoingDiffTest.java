package org.tokenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The API sends webhooks and callbacks, so a change breaks what it breaks in responses. */
final class OutgoingDiffTest {
    private static final String DOCUMENT = """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            paths:
              /a:
                post:
                  responses: {'204': {description: d}}
                  callbacks: {done: {'{$url}': {put: {responses: {'200': {description: d}}}}}}
            webhooks:
              newPet:
                post:
                  parameters: [{name: Signature, in: header, required: true, schema: {type: string}}]
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
                  responses:
                    '200': {description: d, content: {application/json: {schema: {type: string, maxLength: 9}}}}
            components:
              schemas: {Pet: {type: object, required: [id], properties: {id: {type: integer, maximum: 9}}}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    maximum: 9          | maximum: 10         | RESPONSE maximum 10, was 9 [webhook newPet POST body]
                    'required: [id], '  | ''                  | RESPONSE property id is no longer required [webhook newPet POST body]
                    '{required: true, '  | {                  | RESPONSE required false, was true [webhook newPet POST body]
                    header, required: true | header            | RESPONSE required false, was true [webhook newPet POST body]
                    content: {application/json: {schema: {$ref | content: {application/cbor: {schema: {$ref | RESPONSE media type application/json removed [webhook newPet POST body]
                    maxLength: 9        | maxLength: 8        | REQUEST maxLength 8, was 9 [webhook newPet POST response 200]
                    '''200'': {description: d, c' | '''201'': {description: d, c' | REQUEST status 200 removed [webhook newPet POST response 200]
                    newPet:             | newDog:             | RESPONSE webhook removed [webhook newPet POST]
                    {$url}              | {$method}           | RESPONSE callback removed [callback done {$url} of POST /a PUT]
                    """)
    void breaksClients(String from, String to, String change) {
        assertThat(breaking(DOCUMENT, replaced(from, to))).containsExactly(change);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    maximum: 9          | maximum: 8
                    maxLength: 9        | maxLength: 10
                    properties:         | description: x, properties:
                    webhooks:           | 'webhooks:
                      another: {get: {responses: {"200": {description: d}}}}'
                    """)
    void doesNotBreakClients(String from, String to) {
        assertThat(breaking(DOCUMENT, replaced(from, to))).isEmpty();
    }

    private static String replaced(String from, String to) {
        String replaced = DOCUMENT.replace(from, to);
        assertThat(replaced).isNotEqualTo(DOCUMENT);
        return replaced;
    }

    private static List<String> breaking(String old, String now) {
        return DocumentDiff.of(OpenApiDocument.parse("old", old), OpenApiDocument.parse("new", now), notice -> {})
                .stream()
                .filter(Change::breaking)
                .map(change -> change.side() + " " + change.what() + " " + change.where())
                .toList();
    }
}
