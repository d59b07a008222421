package org.tokenapi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.spec.LintRule.Finding;

/** The published document follows every rule, and for every rule there is a document that violates it. */
final class LintRuleTest {
    private static final Document PUBLISHED = Document.published();

    @ParameterizedTest
    @EnumSource
    void publishedDocumentFollows(LintRule rule) {
        assertThat(rule.check(PUBLISHED)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("brokenDocuments")
    void findsViolations(LintRule rule, List<String> places, String document) {
        assertThat(rule.check(Document.parse(document)))
                .extracting(Finding::pointer)
                .containsExactlyElementsOf(places);
    }

    @Test
    void everyRuleHasADocumentThatViolatesIt() {
        assertThat(brokenDocuments().map(arguments -> arguments.get()[0])).contains((Object[]) LintRule.values());
    }

    static Stream<Arguments> brokenDocuments() {
        return Stream.of(
                breaks(
                        LintRule.OPERATION_ID_IS_LOWER_CAMEL_VERB_AND_NOUN,
                        """
                        paths:
                          /tokens:
                            get: {operationId: listTokens}
                            put: {operationId: UpdateTokens}
                            post: {operationId: search}
                            patch: {operationId: tokenPatch}
                            delete: {}
                        """,
                        "/paths/~1tokens/put",
                        "/paths/~1tokens/post",
                        "/paths/~1tokens/delete",
                        "/paths/~1tokens/patch"),
                breaks(LintRule.OPERATION_ID_IS_UNIQUE, """
                        paths:
                          /tokens:
                            get: {operationId: listTokens}
                          /clients:
                            get: {operationId: listTokens}
                        """, "/paths/~1clients/get"),
                breaks(
                        LintRule.MEDIA_TYPE_HAS_NAMED_EXAMPLE,
                        """
                        components:
                          responses:
                            Found:
                              content:
                                application/json: {example: 1}
                                application/yaml: {examples: {one: {summary: One, value: 1}}}
                        """,
                        "/components/responses/Found/content/application~1json"),
                breaks(LintRule.EXAMPLE_HAS_SUMMARY, """
                        components:
                          examples:
                            One: {summary: One, value: 1}
                            Two: {value: 2}
                        """, "/components/examples/Two"),
                breaks(
                        LintRule.PARAMETER_HAS_EXAMPLE,
                        """
                        paths:
                          /tokens:
                            parameters:
                              - {name: page, in: query, example: 1}
                              - {name: size, in: query}
                        components:
                          headers:
                            Retry-After: {schema: {type: string}}
                        """,
                        "/paths/~1tokens/parameters/1",
                        "/components/headers/Retry-After"),
                breaks(
                        LintRule.FAILURE_IS_SHARED,
                        """
                        paths:
                          /tokens:
                            get:
                              responses:
                                '200': {description: OK}
                                '404': {$ref: '#/components/responses/NotFound'}
                                '409': {description: Conflict}
                                '5XX': {$ref: '#/components/schemas/Problem'}
                                default: {description: Anything}
                        """,
                        "/paths/~1tokens/get/responses/409",
                        "/paths/~1tokens/get/responses/5XX",
                        "/paths/~1tokens/get/responses/default"),
                breaks(
                        LintRule.PROPERTY_IS_DESCRIBED,
                        """
                        components:
                          schemas:
                            Token:
                              properties:
                                id: {type: string}
                                owner: {$ref: '#/components/schemas/Owner'}
                                roles:
                                  description: Roles.
                                  items: {properties: {name: {description: ''}}}
                            Owner: {description: An owner.}
                        """,
                        "/components/schemas/Token/properties/id",
                        "/components/schemas/Token/properties/roles/items/properties/name"),
                breaks(LintRule.DESCRIPTION_IS_FINISHED, """
                        info: {description: Tokens. TODO}
                        tags: [{name: Tokens, description: Todos of a token.}]
                        """, "/info/description"),
                breaks(
                        LintRule.DURATION_NAMES_ITS_UNIT,
                        """
                        components:
                          schemas:
                            Token:
                              properties:
                                token_ttl: {description: How long it lives.}
                                access_token_ttl: {description: How many minutes it lives.}
                                access_token_expire_in: {description: When it expires.}
                        """,
                        "/components/schemas/Token/properties/token_ttl",
                        "/components/schemas/Token/properties/access_token_expire_in"),
                breaks(LintRule.SECRET_IS_PASSWORD, """
                        components:
                          schemas:
                            Token:
                              properties:
                                token: {type: string}
                                token_suffix: {type: string}
                                client_secret: {type: string, format: password}
                        """, "/components/schemas/Token/properties/token"),
                breaks(LintRule.STATUS_IS_QUOTED, """
                        paths:
                          /tokens:
                            get:
                              responses:
                                200: {description: OK}
                                '404': {description: Not found}
                                "409": {description: Conflict}
                        """, "/paths/~1tokens/get/responses/200"),
                breaks(LintRule.ENUM_HAS_VALUES, """
                        components:
                          schemas:
                            Order: {type: string, enum: []}
                        """, "/components/schemas/Order"),
                breaks(
                        LintRule.ENUM_VALUES_HAVE_JAVA_NAMES,
                        """
                        components:
                          schemas:
                            Order: {enum: [asc, desc]}
                            Uses: {enum: [1, -1]}
                            Named: {enum: [1, -1], x-enum-varnames: [ONCE, ALWAYS]}
                            HalfNamed: {enum: [1, -1], x-enum-varnames: [ONCE]}
                        """,
                        "/components/schemas/Uses",
                        "/components/schemas/HalfNamed"),
                breaks(
                        LintRule.REFERENCE_LEADS_SOMEWHERE,
                        """
                        components:
                          schemas:
                            Token:
                              properties:
                                self: {$ref: '#/components/schemas/Token'}
                                owner: {$ref: '#/components/schemas/Owner'}
                                other: {$ref: 'other.yaml#/Other'}
                        """,
                        "/components/schemas/Token/properties/owner/$ref",
                        "/components/schemas/Token/properties/other/$ref"),
                breaks(
                        LintRule.COMPONENT_IS_USED,
                        """
                        security: [{bearer: []}]
                        components:
                          securitySchemes:
                            bearer: {type: http, scheme: bearer}
                            basic: {type: http, scheme: basic}
                          schemas:
                            Tokens: {items: {$ref: '#/components/schemas/Token'}}
                            Token: {type: object}
                        """,
                        "/components/securitySchemes/basic",
                        "/components/schemas/Tokens"),
                breaks(
                        LintRule.PATH_PARAMETERS_ARE_THOSE_OF_THE_PATH,
                        """
                        paths:
                          /tokens/{id}:
                            parameters:
                              - {$ref: '#/components/parameters/Id'}
                            get: {}
                            put: {parameters: [{name: page, in: path}]}
                          /clients/{id}:
                            get: {parameters: [{name: id, in: query}]}
                        components:
                          parameters:
                            Id: {name: id, in: path}
                        """,
                        "/paths/~1tokens~1{id}/put",
                        "/paths/~1clients~1{id}/get"),
                breaks(LintRule.ARRAY_HAS_ITEMS, """
                        components:
                          schemas:
                            Tokens: {type: array}
                            Names: {type: array, items: {type: string}}
                        """, "/components/schemas/Tokens"),
                breaks(
                        LintRule.ORIGIN_MARKS_SOMETHING,
                        """
                        components:
                          schemas:
                            Token: {x-origin: ours}
                            Size:
                              minimum: 1
                              maximum: 9
                              x-origin-keywords: {minimum: extension, maximum: ours, format: extension}
                        """,
                        "/components/schemas/Token/x-origin",
                        "/components/schemas/Size/x-origin-keywords/maximum",
                        "/components/schemas/Size/x-origin-keywords/format"));
    }

    private static Arguments breaks(LintRule rule, String document, String... places) {
        return argumentSet(rule.name(), rule, List.of(places), document);
    }
}
