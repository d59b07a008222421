package org.tokenapi.contract.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import tools.jackson.databind.JsonNode;

/** The checks of the keywords of arrays. */
final class ArrayKeywords {
    private ArrayKeywords() {}

    static KeywordCheck unique(KeywordUse use) {
        if (!use.value().booleanValue()) {
            return (value, evaluation) -> {};
        }
        return (value, evaluation) -> {
            Set<JsonNode> elements = new HashSet<>();
            for (JsonNode element : value) {
                if (!elements.add(Equality.canonical(element))) {
                    evaluation.error(use.keyword(), use.pointer(), value);
                    return;
                }
            }
        };
    }

    static KeywordCheck prefix(KeywordUse use, SchemaCompiler compiler) {
        List<CompiledSchema> schemas = compiler.schemas(use);
        return (value, evaluation) -> {
            schemas.stream().filter(CompiledSchema::isNever).forEach(never -> evaluation.proves(never.pointer()));
            for (int i = 0; i < value.size() && i < schemas.size() && !evaluation.isDecided(); i++) {
                evaluation.applyToElement(schemas.get(i), i, value.get(i));
            }
        };
    }

    /** Applies to the elements after those of {@code prefixItems}. */
    static KeywordCheck items(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        boolean hasPrefix =
                compiler.keywords(use.schema()).stream().anyMatch(other -> other.keyword() == Keyword.PREFIX_ITEMS);
        int first = hasPrefix ? use.schema().node().path("prefixItems").size() : 0;
        return (value, evaluation) -> {
            if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
            for (int i = first; i < value.size() && !evaluation.isDecided(); i++) {
                evaluation.applyToElement(schema, i, value.get(i));
            }
        };
    }

    static KeywordCheck contains(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        boolean needsOne = use.schema().node().path("minContains").asInt(1) > 0;
        return (value, evaluation) -> {
            int count = 0;
            for (int i = 0; i < value.size(); i++) {
                if (evaluation.admits(schema, i, value.get(i))) {
                    evaluation.sawElement(i);
                    count++;
                }
            }
            if (count == 0 && needsOne) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    /** An array without any such element violates {@code contains}, not {@code minContains}. */
    static KeywordCheck containsCount(KeywordUse use, SchemaCompiler compiler) {
        long bound = use.value().asLong();
        boolean least = use.keyword() == Keyword.MIN_CONTAINS;
        KeywordUse contains = compiler.keywords(use.schema()).stream()
                .filter(other -> other.keyword() == Keyword.CONTAINS)
                .findFirst()
                .orElse(null);
        if (contains == null) {
            return (value, evaluation) -> {};
        }
        CompiledSchema schema = compiler.only(contains);
        return (value, evaluation) -> {
            long count = 0;
            for (int i = 0; i < value.size(); i++) {
                count += evaluation.admits(schema, i, value.get(i)) ? 1 : 0;
            }
            if (least ? count > 0 && count < bound : count > bound) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck unevaluated(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        return (value, evaluation) -> {
            if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
            for (int i = 0; i < value.size() && !evaluation.isDecided(); i++) {
                if (!evaluation.hasSeen(i)) {
                    evaluation.applyToElement(schema, i, value.get(i));
                }
            }
        };
    }
}
