package org.tokenapi.contract.spec;

import static org.tokenapi.contract.spec.Dialect.JSON_SCHEMA_2020_12;
import static org.tokenapi.contract.spec.Dialect.OPENAPI_3_0;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** The form that the value of a keyword must have. */
enum Operand {
    /** True or false. */
    FLAG,
    /** Any number. */
    NUMBER,
    /** A number above zero. */
    POSITIVE_NUMBER,
    /** A whole number, zero or more. */
    COUNT,
    /** A boolean in OpenAPI 3.0, a number in OpenAPI 3.1. */
    BOUND,
    /** A string. */
    TEXT,
    /** A regular expression of ECMA-262. */
    PATTERN,
    /** The name of a type; in OpenAPI 3.1 also a list of names. */
    TYPE,
    /** Any value. It is data: a member named {@code $ref} in it is not a reference. */
    VALUE,
    /** A list of arbitrary values, which are data. */
    VALUES,
    /** A list of property names. */
    NAMES,
    /** Lists of property names, by name. */
    NAMES_BY_NAME,
    /** A schema. */
    SCHEMA,
    /** A schema, or a boolean in both versions of OpenAPI. */
    SCHEMA_OR_FLAG,
    /** A list of schemas. */
    SCHEMAS,
    /** Schemas by name. */
    SCHEMAS_BY_NAME,
    /** Anything, because the engine does not read it. */
    UNREAD;

    /** Whether a value has this form. */
    boolean accepts(JsonNode value, Dialect dialect) {
        return switch (this) {
            case FLAG -> value.isBoolean();
            case NUMBER -> value.isNumber();
            case POSITIVE_NUMBER -> value.isNumber() && value.decimalValue().signum() > 0;
            case COUNT ->
                value.isNumber()
                        && isWhole(value.decimalValue())
                        && value.decimalValue().signum() >= 0;
            case BOUND -> dialect == OPENAPI_3_0 ? value.isBoolean() : value.isNumber();
            case TEXT -> value.isString();
            case PATTERN ->
                value.isString() && EcmaPattern.compile(value.stringValue()).isPresent();
            case TYPE -> value.isString() || dialect == JSON_SCHEMA_2020_12 && isListOfTexts(value);
            case VALUES -> value.isArray();
            case NAMES -> isListOfTexts(value);
            case NAMES_BY_NAME -> value.isObject() && value.valueStream().allMatch(Operand::isListOfTexts);
            case SCHEMA -> isSchema(value, dialect);
            case SCHEMA_OR_FLAG -> value.isObject() || value.isBoolean();
            case SCHEMAS -> value.isArray() && value.valueStream().allMatch(one -> isSchema(one, dialect));
            case SCHEMAS_BY_NAME -> value.isObject() && value.valueStream().allMatch(one -> isSchema(one, dialect));
            case VALUE, UNREAD -> true;
        };
    }

    /** What the value must be, with an article. */
    String description(Dialect dialect) {
        boolean since31 = dialect == JSON_SCHEMA_2020_12;
        return switch (this) {
            case FLAG -> "true or false";
            case NUMBER -> "a number";
            case POSITIVE_NUMBER -> "a number above zero";
            case COUNT -> "a whole number, zero or more";
            case BOUND -> since31 ? "a number" : "true or false";
            case TEXT, PATTERN -> "a string";
            case TYPE -> since31 ? "the name of a type, or a list of names" : "the name of a type";
            case VALUES -> "a list";
            case NAMES -> "a list of names";
            case NAMES_BY_NAME -> "an object with lists of names";
            case SCHEMA -> since31 ? "a schema" : "a schema, which is an object";
            case SCHEMA_OR_FLAG -> "a schema, true or false";
            case SCHEMAS -> "a list of schemas";
            case SCHEMAS_BY_NAME -> "an object with schemas";
            case VALUE, UNREAD -> "anything";
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isSchema(JsonNode value, Dialect dialect) {
        return value.isObject() || dialect == JSON_SCHEMA_2020_12 && value.isBoolean();
    }

    private static boolean isListOfTexts(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
}
