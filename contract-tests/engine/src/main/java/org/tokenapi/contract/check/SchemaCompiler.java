package org.tokenapi.contract.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** Compiles schemas, each of them once. Thread-safe. */
final class SchemaCompiler {
    private final OpenApiDocument document;
    private final Strictness strictness;
    private final Map<String, CompiledSchema> compiled = new ConcurrentHashMap<>();

    SchemaCompiler(OpenApiDocument document, Strictness strictness) {
        this.strictness = strictness;
        this.document = document;
    }

    OpenApiDocument document() {
        return document;
    }

    CompiledSchema schema(SchemaRef schema) {
        return schema(schema, Keyword.REF);
    }

    CompiledSchema schema(SchemaRef schema, Keyword holder) {
        CompiledSchema known = compiled.get(schema.pointer());
        return known == null
                ? compiled.computeIfAbsent(schema.pointer(), pointer -> new CompiledSchema(schema, holder, this))
                : known;
    }

    /** The subschemas of a keyword. */
    List<CompiledSchema> schemas(KeywordUse use) {
        return use.schemas().stream().map(one -> schema(one, use.keyword())).toList();
    }

    /** The single subschema of a keyword. */
    CompiledSchema only(KeywordUse use) {
        return schemas(use).get(0);
    }

    List<KeywordUse> keywords(SchemaRef schema) {
        return Schemas.keywords(document, schema);
    }

    /** Whether messages may do what the document leaves open. */
    boolean tolerates(Silence silence) {
        return silence.severity(strictness) != Severity.VIOLATION;
    }

    /** Whether to add a notice where the document can be read in two ways. */
    boolean tellsOtherReadings() {
        return strictness != Strictness.STRICT;
    }

    /** The values that a keyword applies to. */
    Predicate<JsonNode> concerned(KeywordUse use) {
        return use.keyword() == Keyword.FORMAT
                ? value -> Format.find(use.value().stringValue())
                        .filter(format -> format.concerns(value))
                        .isPresent()
                : use.keyword()::concerns;
    }

    /** The check of a keyword; empty for one that asserts nothing. */
    Optional<KeywordCheck> compile(KeywordUse use) {
        return Optional.ofNullable(
                switch (use.keyword()) {
                    case READ_ONLY, WRITE_ONLY ->
                        ValueKeywords.absent(use, tolerates(Silence.readOnly(document.dialect())));
                    case REF -> CompositionKeywords.reference(use, this);
                    case DYNAMIC_REF -> CompositionKeywords.dynamicReference(use, this);
                    case TYPE -> ValueKeywords.type(use, document.dialect());
                    case ENUM -> ValueKeywords.enumeration(use);
                    case CONST -> ValueKeywords.constant(use);
                    case FORMAT -> ValueKeywords.format(use);
                    case MULTIPLE_OF -> NumberKeywords.multipleOf(use);
                    case MINIMUM, MAXIMUM -> NumberKeywords.bound(use);
                    case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> NumberKeywords.exclusiveBound(use);
                    case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS, MIN_PROPERTIES, MAX_PROPERTIES ->
                        ValueKeywords.size(use);
                    case PATTERN -> ValueKeywords.pattern(use);
                    case UNIQUE_ITEMS -> ArrayKeywords.unique(use);
                    case PREFIX_ITEMS -> ArrayKeywords.prefix(use, this);
                    case ITEMS -> ArrayKeywords.items(use, this);
                    case CONTAINS -> ArrayKeywords.contains(use, this);
                    case MIN_CONTAINS, MAX_CONTAINS -> ArrayKeywords.containsCount(use, this);
                    case REQUIRED -> ObjectKeywords.required(use);
                    case DEPENDENT_REQUIRED -> ObjectKeywords.dependentRequired(use);
                    case PROPERTIES -> ObjectKeywords.properties(use, this);
                    case PATTERN_PROPERTIES -> ObjectKeywords.patternProperties(use, this);
                    case ADDITIONAL_PROPERTIES -> ObjectKeywords.additional(use, this);
                    case PROPERTY_NAMES -> ObjectKeywords.names(use, this);
                    case DEPENDENT_SCHEMAS -> ObjectKeywords.dependentSchemas(use, this);
                    case ALL_OF -> CompositionKeywords.all(use, this);
                    case ANY_OF -> CompositionKeywords.any(use, this);
                    case ONE_OF -> CompositionKeywords.one(use, this);
                    case NOT -> CompositionKeywords.not(use, this);
                    case IF -> CompositionKeywords.condition(use, this);
                    case THEN -> CompositionKeywords.conditional(use, true, this);
                    case ELSE -> CompositionKeywords.conditional(use, false, this);
                    case UNEVALUATED_ITEMS -> ArrayKeywords.unevaluated(use, this);
                    case UNEVALUATED_PROPERTIES -> ObjectKeywords.unevaluated(use, this);
                    // The check of "type" allows null. The value null proves this keyword.
                    case NULLABLE -> (value, evaluation) -> {};
                    case TITLE,
                            DESCRIPTION,
                            COMMENT,
                            DEFAULT,
                            EXAMPLE,
                            EXAMPLES,
                            DEPRECATED,
                            EXTERNAL_DOCS,
                            XML,
                            DISCRIMINATOR,
                            CONTENT_ENCODING,
                            CONTENT_MEDIA_TYPE,
                            CONTENT_SCHEMA,
                            DEFS,
                            ID,
                            ANCHOR,
                            DYNAMIC_ANCHOR,
                            SCHEMA,
                            VOCABULARY -> null;
                });
    }
}
