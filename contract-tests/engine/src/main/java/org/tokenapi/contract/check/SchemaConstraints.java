package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Keyword.Role;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** Lists the constraints of a schema: the keywords that need proof, for messages of one side. */
final class SchemaConstraints {
    private final OpenApiDocument document;
    private final Side side;
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> visited = new LinkedHashSet<>();

    private SchemaConstraints(OpenApiDocument document, Side side) {
        this.document = document;
        this.side = side;
    }

    /** The pointers of all constraints of a schema and of its subschemas. */
    static Set<String> of(OpenApiDocument document, SchemaRef schema, Side side) {
        SchemaConstraints constraints = new SchemaConstraints(document, side);
        constraints.visit(schema);
        return constraints.found;
    }

    private void visit(SchemaRef schema) {
        if (!visited.add(schema.pointer())) {
            return;
        }
        if (isNever(schema)) {
            found.add(schema.pointer());
            return;
        }
        // For a value that must be absent on this side, the absence is the only constraint.
        List<String> absences = absences(document, schema, side);
        if (!absences.isEmpty()) {
            found.addAll(absences);
            return;
        }
        for (KeywordUse use : Schemas.keywords(document, schema)) {
            if (isConstraint(use, side)) {
                found.add(use.pointer());
            }
            if (use.keyword().binds()) {
                use.schemas().forEach(this::visit);
            }
        }
        Schemas.target(document, schema).ifPresent(this::visit);
    }

    static boolean isNever(SchemaRef schema) {
        return schema.node().isBoolean() && !schema.node().booleanValue();
    }

    /** Whether a keyword needs proof in messages of this side. */
    static boolean isConstraint(KeywordUse use, Side side) {
        JsonNode value = use.value();
        boolean refuses = use.keyword().role() == Role.ASSERTION;
        return switch (use.keyword()) {
            case READ_ONLY -> side == Side.REQUEST && value.booleanValue();
            case WRITE_ONLY -> side == Side.RESPONSE && value.booleanValue();
            // It allows null instead of refusing values, which needs proof, too.
            case NULLABLE, UNIQUE_ITEMS -> value.booleanValue();
            case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> !value.isBoolean() || value.booleanValue();
            case FORMAT ->
                Format.find(value.stringValue()).filter(Format::refuses).isPresent();
            case CONTAINS -> use.schema().node().path("minContains").asInt(1) > 0;
            case MIN_CONTAINS, MAX_CONTAINS -> use.schema().node().has("contains");
            case REF,
                    DYNAMIC_REF,
                    TYPE,
                    ENUM,
                    CONST,
                    MULTIPLE_OF,
                    MINIMUM,
                    MAXIMUM,
                    MIN_LENGTH,
                    MAX_LENGTH,
                    PATTERN,
                    MIN_ITEMS,
                    MAX_ITEMS,
                    PREFIX_ITEMS,
                    ITEMS,
                    MIN_PROPERTIES,
                    MAX_PROPERTIES,
                    REQUIRED,
                    DEPENDENT_REQUIRED,
                    PROPERTIES,
                    PATTERN_PROPERTIES,
                    ADDITIONAL_PROPERTIES,
                    PROPERTY_NAMES,
                    DEPENDENT_SCHEMAS,
                    ALL_OF,
                    ANY_OF,
                    ONE_OF,
                    NOT,
                    IF,
                    THEN,
                    ELSE,
                    UNEVALUATED_ITEMS,
                    UNEVALUATED_PROPERTIES,
                    TITLE,
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
                    VOCABULARY -> refuses;
        };
    }

    /** The pointers of the keywords that forbid a value of this schema in messages of this side. */
    static List<String> absences(OpenApiDocument document, SchemaRef schema, Side side) {
        List<String> pointers = new ArrayList<>();
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (isNever(part)) {
                pointers.add(part.pointer());
            }
            Schemas.keywords(document, part).stream()
                    .filter(use -> use.keyword() == absence(side) && isConstraint(use, side))
                    .forEach(use -> pointers.add(use.pointer()));
        }
        return pointers;
    }

    private static Keyword absence(Side side) {
        return side == Side.REQUEST ? Keyword.READ_ONLY : Keyword.WRITE_ONLY;
    }

    /**
     * Whether a schema forbids a property in messages of this side.
     *
     * @param orAlternatives whether it is sufficient that one branch of anyOf or oneOf forbids it
     */
    static boolean saysAbsent(
            OpenApiDocument document, SchemaRef schema, String property, boolean orAlternatives, Side side) {
        return saysAbsent(document, schema, property, orAlternatives, side, new LinkedHashSet<>());
    }

    private static boolean saysAbsent(
            OpenApiDocument document,
            SchemaRef schema,
            String property,
            boolean orAlternatives,
            Side side,
            Set<String> visited) {
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            SchemaRef declared = Schemas.child(part, "properties", property);
            if (!declared.node().isMissingNode()
                    && !absences(document, declared, side).isEmpty()) {
                return true;
            }
            if (orAlternatives
                    && visited.add(part.pointer())
                    && Schemas.alternatives(part)
                            .anyMatch(one -> saysAbsent(document, one, property, true, side, visited))) {
                return true;
            }
        }
        return false;
    }
}
