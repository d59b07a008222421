package org.tokenapi.serverstubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.jackson.nullable.JsonNullable;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.tokenapi.contract.cases.Variations;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Hibernate Validator on the generated models gives the same verdict as the document on the JSON: for every constraint
 * of every request body, of values just inside and just outside of it.
 */
final class ModelValidationTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml");

    /** Without these settings Jackson mends what the document forbids, before any validation; README.md lists them. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JsonNullableJackson3Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, texts -> {
                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .changeDefaultVisibility(visibility -> visibility
                    .withCreatorVisibility(JsonAutoDetect.Visibility.NONE)
                    .withScalarConstructorVisibility(JsonAutoDetect.Visibility.NONE))
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL, Nulls.FAIL))
            .withConfigOverride(
                    JsonNullable.class,
                    override -> override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.SET)))
            .build();

    /** It warns of each annotation of the generator that has a newer spelling. */
    private static final Logger QUIET = Logger.getLogger("org.hibernate.validator");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** What Bean Validation can't express, by name, each with the reason. */
    private static final Map<String, String> NOT_EXPRESSED = Map.of(
            "updateToken /expirationTimeUtc type: another type",
            "Jackson reads a number as an instant, before any validation; a server needs a deserializer of its own");

    private record Boundary(String operation, Class<?> model, String name, JsonNode value, boolean isValid) {
        @Override
        public String toString() {
            return operation + " " + name;
        }
    }

    static Stream<Boundary> boundaries() {
        List<Boundary> boundaries = new ArrayList<>();
        SchemaChecker checker = new ExchangeChecker(DOCUMENT).schemas();
        for (Operation operation : DOCUMENT.operations()) {
            operation
                    .requestBody()
                    .content()
                    .forEach(content -> boundaries.addAll(boundaries(checker, operation, content)));
        }
        return boundaries.stream();
    }

    private static List<Boundary> boundaries(SchemaChecker checker, Operation operation, Content content) {
        JsonNode largest = content.examples().stream()
                .map(Example::value)
                .max(Comparator.comparing(value -> value.toString().length()))
                .orElseThrow();
        Class<?> model = model(Schemas.dereference(DOCUMENT, content.schema()).pointer());
        Variations variations = new Variations(
                DOCUMENT, content.schema(), largest, value -> checker.broken(content.schema(), value, Side.REQUEST));
        return variations.all().stream()
                .map(variation -> new Boundary(
                        operation.id(),
                        model,
                        variation.name(),
                        variation.value(),
                        checker.broken(content.schema(), variation.value(), Side.REQUEST)
                                .isEmpty()))
                .toList();
    }

    private static Class<?> model(String pointer) {
        try {
            return Class.forName(
                    "org.tokenapi.serverstubs.generated.model." + pointer.substring(pointer.lastIndexOf('/') + 1));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void agreesWithTheDocument(Boundary boundary) {
        boolean excused = NOT_EXPRESSED.containsKey(boundary.toString());

        assertThat(accepts(boundary.model(), boundary.value()))
                .as("%s", boundary)
                .isEqualTo(boundary.isValid() != excused);
    }

    @Test
    void everyOperationHasBoundariesOnBothSides() {
        assertThat(DOCUMENT.operations())
                .allSatisfy(operation -> assertThat(boundaries())
                        .filteredOn(boundary -> boundary.operation().equals(operation.id()))
                        .extracting(Boundary::isValid)
                        .contains(true, false));
    }

    @Test
    void everyDifferenceIsOfABoundaryThatExists() {
        assertThat(NOT_EXPRESSED.keySet())
                .allSatisfy(end ->
                        assertThat(boundaries()).anyMatch(one -> one.toString().endsWith(end)));
    }

    private static boolean accepts(Class<?> model, JsonNode json) {
        try {
            Object value = MAPPER.treeToValue(json, model);
            return value != null && VALIDATOR.validate(value).isEmpty();
        } catch (JacksonException unreadable) {
            return false;
        }
    }
}
