package org.tokenapi.contract.spec;

import static org.tokenapi.contract.spec.Keyword.Dialects.BOTH;
import static org.tokenapi.contract.spec.Keyword.Dialects.SINCE_3_1;
import static org.tokenapi.contract.spec.Keyword.Dialects.UNTIL_3_0;
import static org.tokenapi.contract.spec.Keyword.Role.ANNOTATION;
import static org.tokenapi.contract.spec.Keyword.Role.APPLICATOR;
import static org.tokenapi.contract.spec.Keyword.Role.ASSERTION;
import static org.tokenapi.contract.spec.Keyword.Role.UNSUPPORTED;
import static org.tokenapi.contract.spec.Keyword.Target.ELEMENT;
import static org.tokenapi.contract.spec.Keyword.Target.NAME;
import static org.tokenapi.contract.spec.Keyword.Target.NOTHING;
import static org.tokenapi.contract.spec.Keyword.Target.PROPERTY;
import static org.tokenapi.contract.spec.Keyword.Target.VALUE;
import static org.tokenapi.contract.spec.Keyword.Types.ANY;
import static org.tokenapi.contract.spec.Keyword.Types.ARRAY;
import static org.tokenapi.contract.spec.Keyword.Types.NULL;
import static org.tokenapi.contract.spec.Keyword.Types.NUMBER;
import static org.tokenapi.contract.spec.Keyword.Types.OBJECT;
import static org.tokenapi.contract.spec.Keyword.Types.SCALAR;
import static org.tokenapi.contract.spec.Keyword.Types.STRING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * The keywords of schemas that the engine knows. This is the only such list.
 *
 * <p>All code that handles keywords uses a {@code switch} over this enum without {@code default}, so the compiler
 * reports each place that a new keyword needs.
 *
 * <p>Sources: OpenAPI 3.0.3, "Schema Object"; JSON Schema 2020-12, Core and Validation; OpenAPI 3.1.1, "Schema Object".
 */
public enum Keyword {
    // In the order of the checks. A value that must be absent is not checked any further.
    READ_ONLY("readOnly", ASSERTION, NOTHING, ANY, BOTH, Operand.FLAG),
    WRITE_ONLY("writeOnly", ASSERTION, NOTHING, ANY, BOTH, Operand.FLAG),

    REF("$ref", APPLICATOR, VALUE, ANY, BOTH, Operand.TEXT),
    DYNAMIC_REF("$dynamicRef", APPLICATOR, VALUE, ANY, SINCE_3_1, Operand.TEXT),

    TYPE("type", ASSERTION, NOTHING, ANY, BOTH, Operand.TYPE),
    NULLABLE("nullable", ASSERTION, NOTHING, NULL, UNTIL_3_0, Operand.FLAG),
    ENUM("enum", ASSERTION, NOTHING, ANY, BOTH, Operand.VALUES),
    CONST("const", ASSERTION, NOTHING, ANY, SINCE_3_1, Operand.VALUE),
    FORMAT("format", ASSERTION, NOTHING, SCALAR, BOTH, Operand.TEXT),

    MULTIPLE_OF("multipleOf", ASSERTION, NOTHING, NUMBER, BOTH, Operand.POSITIVE_NUMBER),
    MINIMUM("minimum", ASSERTION, NOTHING, NUMBER, BOTH, Operand.NUMBER),
    MAXIMUM("maximum", ASSERTION, NOTHING, NUMBER, BOTH, Operand.NUMBER),
    EXCLUSIVE_MINIMUM("exclusiveMinimum", ASSERTION, NOTHING, NUMBER, BOTH, Operand.BOUND),
    EXCLUSIVE_MAXIMUM("exclusiveMaximum", ASSERTION, NOTHING, NUMBER, BOTH, Operand.BOUND),

    MIN_LENGTH("minLength", ASSERTION, NOTHING, STRING, BOTH, Operand.COUNT),
    MAX_LENGTH("maxLength", ASSERTION, NOTHING, STRING, BOTH, Operand.COUNT),
    PATTERN("pattern", ASSERTION, NOTHING, STRING, BOTH, Operand.PATTERN),

    MIN_ITEMS("minItems", ASSERTION, NOTHING, ARRAY, BOTH, Operand.COUNT),
    MAX_ITEMS("maxItems", ASSERTION, NOTHING, ARRAY, BOTH, Operand.COUNT),
    UNIQUE_ITEMS("uniqueItems", ASSERTION, NOTHING, ARRAY, BOTH, Operand.FLAG),
    PREFIX_ITEMS("prefixItems", APPLICATOR, ELEMENT, ARRAY, SINCE_3_1, Operand.SCHEMAS),
    ITEMS("items", APPLICATOR, ELEMENT, ARRAY, BOTH, Operand.SCHEMA),
    CONTAINS("contains", ASSERTION, ELEMENT, ARRAY, SINCE_3_1, Operand.SCHEMA),
    MIN_CONTAINS("minContains", ASSERTION, NOTHING, ARRAY, SINCE_3_1, Operand.COUNT),
    MAX_CONTAINS("maxContains", ASSERTION, NOTHING, ARRAY, SINCE_3_1, Operand.COUNT),

    MIN_PROPERTIES("minProperties", ASSERTION, NOTHING, OBJECT, BOTH, Operand.COUNT),
    MAX_PROPERTIES("maxProperties", ASSERTION, NOTHING, OBJECT, BOTH, Operand.COUNT),
    REQUIRED("required", ASSERTION, NOTHING, OBJECT, BOTH, Operand.NAMES),
    DEPENDENT_REQUIRED("dependentRequired", ASSERTION, NOTHING, OBJECT, SINCE_3_1, Operand.NAMES_BY_NAME),
    PROPERTIES("properties", APPLICATOR, PROPERTY, OBJECT, BOTH, Operand.SCHEMAS_BY_NAME),
    PATTERN_PROPERTIES("patternProperties", APPLICATOR, PROPERTY, OBJECT, SINCE_3_1, Operand.SCHEMAS_BY_NAME),
    ADDITIONAL_PROPERTIES("additionalProperties", APPLICATOR, PROPERTY, OBJECT, BOTH, Operand.SCHEMA_OR_FLAG),
    PROPERTY_NAMES("propertyNames", APPLICATOR, NAME, OBJECT, SINCE_3_1, Operand.SCHEMA),
    DEPENDENT_SCHEMAS("dependentSchemas", APPLICATOR, VALUE, OBJECT, SINCE_3_1, Operand.SCHEMAS_BY_NAME),

    ALL_OF("allOf", APPLICATOR, VALUE, ANY, BOTH, Operand.SCHEMAS),
    ANY_OF("anyOf", ASSERTION, VALUE, ANY, BOTH, Operand.SCHEMAS),
    ONE_OF("oneOf", ASSERTION, VALUE, ANY, BOTH, Operand.SCHEMAS),
    NOT("not", ASSERTION, VALUE, ANY, BOTH, Operand.SCHEMA),
    IF("if", APPLICATOR, VALUE, ANY, SINCE_3_1, Operand.SCHEMA),
    THEN("then", APPLICATOR, VALUE, ANY, SINCE_3_1, Operand.SCHEMA),
    ELSE("else", APPLICATOR, VALUE, ANY, SINCE_3_1, Operand.SCHEMA),

    // Last, because they apply to what the other keywords have not evaluated.
    UNEVALUATED_ITEMS("unevaluatedItems", APPLICATOR, ELEMENT, ARRAY, SINCE_3_1, Operand.SCHEMA),
    UNEVALUATED_PROPERTIES("unevaluatedProperties", APPLICATOR, PROPERTY, OBJECT, SINCE_3_1, Operand.SCHEMA),

    TITLE("title", ANNOTATION, NOTHING, ANY, BOTH, Operand.UNREAD),
    DESCRIPTION("description", ANNOTATION, NOTHING, ANY, BOTH, Operand.UNREAD),
    COMMENT("$comment", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.UNREAD),
    DEFAULT("default", ANNOTATION, NOTHING, ANY, BOTH, Operand.VALUE),
    EXAMPLE("example", ANNOTATION, NOTHING, ANY, BOTH, Operand.VALUE),
    EXAMPLES("examples", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.VALUES),
    DEPRECATED("deprecated", ANNOTATION, NOTHING, ANY, BOTH, Operand.UNREAD),
    EXTERNAL_DOCS("externalDocs", ANNOTATION, NOTHING, ANY, BOTH, Operand.UNREAD),
    XML("xml", ANNOTATION, NOTHING, ANY, BOTH, Operand.UNREAD),
    /** Names the branch that applies; it asserts nothing (OpenAPI 3.1.1, "Discriminator Object"). */
    DISCRIMINATOR("discriminator", ANNOTATION, NOTHING, OBJECT, BOTH, Operand.UNREAD),
    /** Describe the content of a string, and assert nothing (JSON Schema 2020-12, Validation, section 8). */
    CONTENT_ENCODING("contentEncoding", ANNOTATION, NOTHING, STRING, SINCE_3_1, Operand.UNREAD),
    CONTENT_MEDIA_TYPE("contentMediaType", ANNOTATION, NOTHING, STRING, SINCE_3_1, Operand.UNREAD),
    CONTENT_SCHEMA("contentSchema", ANNOTATION, NOTHING, STRING, SINCE_3_1, Operand.UNREAD),
    /** Define targets of references. */
    DEFS("$defs", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.SCHEMAS_BY_NAME),
    ID("$id", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.TEXT),
    ANCHOR("$anchor", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.TEXT),
    DYNAMIC_ANCHOR("$dynamicAnchor", ANNOTATION, NOTHING, ANY, SINCE_3_1, Operand.TEXT),

    /** Sets another dialect for one schema; the engine supports only that of the document. */
    SCHEMA("$schema", UNSUPPORTED, NOTHING, ANY, SINCE_3_1, Operand.UNREAD),
    VOCABULARY("$vocabulary", UNSUPPORTED, NOTHING, ANY, SINCE_3_1, Operand.UNREAD);

    private static final Map<Dialect, Map<String, Keyword>> BY_NAME = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            BY_NAME.put(
                    dialect,
                    Arrays.stream(values())
                            .filter(keyword -> keyword.dialects.contains(dialect))
                            .collect(Collectors.toMap(Keyword::toString, Function.identity())));
        }
    }

    private final String text;
    private final Role role;
    private final Target target;
    private final Set<JsonNodeType> types;
    private final Set<Dialect> dialects;
    private final Operand operand;

    Keyword(String text, Role role, Target target, Set<JsonNodeType> types, Set<Dialect> dialects, Operand operand) {
        this.text = text;
        this.role = role;
        this.target = target;
        this.types = types;
        this.dialects = dialects;
        this.operand = operand;
    }

    /** The effect of a keyword. */
    public enum Role {
        /** It refuses values and needs proof. Some assertions apply schemas. */
        ASSERTION,
        /** It applies schemas, whose assertions need proof. */
        APPLICATOR,
        /** It refuses nothing. */
        ANNOTATION,
        /** The engine does not support it: a gap. */
        UNSUPPORTED
    }

    /** The values that the subschemas of a keyword apply to. */
    public enum Target {
        /** It has no subschemas, or does not apply them. */
        NOTHING,
        /** The value itself. */
        VALUE,
        /** The elements of an array. */
        ELEMENT,
        /** The properties of an object. */
        PROPERTY,
        /** The names of the properties of an object. */
        NAME
    }

    /** The types that keywords apply to; a keyword ignores values of other types. */
    static final class Types {
        static final Set<JsonNodeType> ANY = EnumSet.allOf(JsonNodeType.class);
        static final Set<JsonNodeType> NULL = EnumSet.of(JsonNodeType.NULL);
        static final Set<JsonNodeType> NUMBER = EnumSet.of(JsonNodeType.NUMBER);
        static final Set<JsonNodeType> STRING = EnumSet.of(JsonNodeType.STRING);
        static final Set<JsonNodeType> SCALAR = EnumSet.of(JsonNodeType.NUMBER, JsonNodeType.STRING);
        static final Set<JsonNodeType> ARRAY = EnumSet.of(JsonNodeType.ARRAY);
        static final Set<JsonNodeType> OBJECT = EnumSet.of(JsonNodeType.OBJECT);

        private Types() {}
    }

    /** Sets of dialects. */
    static final class Dialects {
        static final Set<Dialect> BOTH = EnumSet.allOf(Dialect.class);
        static final Set<Dialect> UNTIL_3_0 = EnumSet.of(Dialect.OPENAPI_3_0);
        static final Set<Dialect> SINCE_3_1 = EnumSet.of(Dialect.JSON_SCHEMA_2020_12);

        private Dialects() {}
    }

    /** The keyword of a name in a dialect; empty if the dialect does not define it. */
    public static Optional<Keyword> find(String name, Dialect dialect) {
        return Optional.ofNullable(BY_NAME.get(dialect).get(name));
    }

    /** The names of the keywords that apply only to values of one type, for example {@code object}. */
    public static Stream<String> namesOf(String type) {
        return Arrays.stream(values())
                .filter(keyword -> keyword.types.size() == 1 && keyword.concerns(type) && keyword.role != ANNOTATION)
                .map(Keyword::toString);
    }

    /** The effect of the keyword. */
    public Role role() {
        return role;
    }

    /** The values that its subschemas apply to. */
    public Target target() {
        return target;
    }

    /** Whether a dialect defines the keyword. */
    public boolean isIn(Dialect dialect) {
        return dialects.contains(dialect);
    }

    /** Whether the keyword can refuse a value. It ignores values of other types. */
    public boolean concerns(JsonNode value) {
        return types.contains(value.getNodeType());
    }

    /** Whether the keyword can refuse values of a type, for example {@code integer}. */
    public boolean concerns(String type) {
        return types.contains(nodeType(type));
    }

    private static JsonNodeType nodeType(String type) {
        return type.equals("integer") ? JsonNodeType.NUMBER : JsonNodeType.valueOf(type.toUpperCase(Locale.ROOT));
    }

    /** Whether the value of the keyword has the form that the dialect requires. */
    public boolean accepts(JsonNode value, Dialect dialect) {
        return operand.accepts(value, dialect);
    }

    /** Whether the dialect allows the value, even one that the engine can't use: a pattern that it can't compile. */
    boolean allows(JsonNode value, Dialect dialect) {
        return operand == Operand.PATTERN ? value.isString() : operand.accepts(value, dialect);
    }

    /** What the value of the keyword must be, with an article. */
    String operand(Dialect dialect) {
        return operand.description(dialect);
    }

    /** Whether a value must conform to all subschemas, or to a choice of them, for the keyword to allow it. */
    public boolean binds() {
        return target != Target.NOTHING && this != NOT && this != IF && this != CONTAINS;
    }

    /** Whether the value of the keyword is data, in which nothing is a keyword or a reference. */
    boolean holdsData() {
        return operand == Operand.VALUE || operand == Operand.VALUES;
    }

    /** Whether the members of its value have arbitrary names, which are not keywords. */
    public boolean holdsNames() {
        return operand == Operand.SCHEMAS_BY_NAME || operand == Operand.NAMES_BY_NAME;
    }

    /** The subschemas of the keyword in a schema, in their order. A reference has none. */
    public List<SchemaRef> schemas(SchemaRef schema) {
        JsonNode value = schema.node().path(text);
        return switch (operand) {
            case SCHEMA, SCHEMA_OR_FLAG -> value.isMissingNode() ? List.of() : List.of(Schemas.child(schema, text));
            case SCHEMAS -> {
                List<SchemaRef> list = new ArrayList<>();
                for (int i = 0; i < value.size(); i++) {
                    list.add(Schemas.child(schema, text, Integer.toString(i)));
                }
                yield list;
            }
            case SCHEMAS_BY_NAME ->
                value.propertyNames().stream()
                        .map(name -> Schemas.child(schema, text, name))
                        .toList();
            case FLAG,
                    NUMBER,
                    POSITIVE_NUMBER,
                    COUNT,
                    BOUND,
                    TEXT,
                    PATTERN,
                    TYPE,
                    VALUE,
                    VALUES,
                    NAMES,
                    NAMES_BY_NAME,
                    UNREAD -> List.of();
        };
    }

    /** The name of the keyword in documents. */
    @Override
    public String toString() {
        return text;
    }
}
