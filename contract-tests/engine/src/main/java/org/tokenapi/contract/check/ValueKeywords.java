package org.tokenapi.contract.check;

import java.util.HashSet;
import java.util.Set;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.EcmaPattern;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import tools.jackson.databind.JsonNode;

/** The checks of the keywords of strings, and of those that apply to values of any type. */
final class ValueKeywords {
    private ValueKeywords() {}

    /**
     * {@code readOnly} in requests, {@code writeOnly} in responses.
     *
     * @param tolerant whether a read-only value may be sent, and is ignored
     */
    static KeywordCheck absent(KeywordUse use, boolean tolerant) {
        return (value, evaluation) -> {
            if (!SchemaConstraints.isConstraint(use, evaluation.side())) {
                return;
            }
            if (tolerant && use.keyword() == Keyword.READ_ONLY) {
                evaluation.notice(use.keyword(), use.pointer(), value);
            } else {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck type(KeywordUse use, Dialect dialect) {
        Set<String> types = new HashSet<>();
        if (use.value().isString()) {
            types.add(use.value().stringValue());
        }
        use.value().forEach(type -> types.add(type.stringValue()));
        // In OpenAPI 3.0, null is valid only with "nullable" next to "type" (OpenAPI 3.0.3, "Schema Object").
        if (dialect == Dialect.OPENAPI_3_0
                && use.schema().node().path("nullable").asBoolean(false)) {
            types.add("null");
        }
        return (value, evaluation) -> {
            if (!types.contains(typeOf(value)) && !(types.contains("integer") && isInteger(value, dialect))) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> "number";
            case OBJECT -> "object";
            case STRING, BINARY, MISSING, POJO -> "string";
        };
    }

    /** In OpenAPI 3.0, an integer has no fraction part; in OpenAPI 3.1, {@code 1.0} is an integer, too. */
    private static boolean isInteger(JsonNode value, Dialect dialect) {
        return value.isIntegralNumber()
                || value.isNumber()
                        && dialect == Dialect.JSON_SCHEMA_2020_12
                        && value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    static KeywordCheck enumeration(KeywordUse use) {
        Set<JsonNode> values = new HashSet<>();
        use.value().forEach(one -> values.add(Equality.canonical(one)));
        return (value, evaluation) -> {
            if (!values.contains(Equality.canonical(value))) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck constant(KeywordUse use) {
        JsonNode constant = Equality.canonical(use.value());
        return (value, evaluation) -> {
            if (!constant.equals(Equality.canonical(value))) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck format(KeywordUse use) {
        Format format = Format.find(use.value().stringValue()).orElse(null);
        return (value, evaluation) -> {
            if (format != null && !Formats.matches(format, value)) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck pattern(KeywordUse use) {
        EcmaPattern pattern = EcmaPattern.compile(use.value().stringValue()).orElseThrow();
        return (value, evaluation) -> {
            try {
                if (!pattern.matches(value.stringValue())) {
                    evaluation.error(use.keyword(), use.pointer(), value);
                }
            } catch (EcmaPattern.UndecidedException e) {
                evaluation.undecided(use.pointer());
            }
        };
    }

    /** The bounds of the number of characters, elements or properties. */
    static KeywordCheck size(KeywordUse use) {
        long bound = use.value().bigIntegerValue().bitLength() < Long.SIZE
                ? use.value().asLong()
                : Long.MAX_VALUE;
        Keyword keyword = use.keyword();
        boolean least =
                keyword == Keyword.MIN_LENGTH || keyword == Keyword.MIN_ITEMS || keyword == Keyword.MIN_PROPERTIES;
        return (value, evaluation) -> {
            long size = sizeOf(value);
            if (least ? size < bound : size > bound) {
                evaluation.error(keyword, use.pointer(), value);
            }
        };
    }

    private static long sizeOf(JsonNode value) {
        if (!value.isString()) {
            return value.size();
        }
        String text = value.stringValue();
        return text.codePointCount(0, text.length());
    }
}
