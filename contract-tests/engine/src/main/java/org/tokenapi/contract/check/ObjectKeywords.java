package org.tokenapi.contract.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.EcmaPattern;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** The checks of the keywords of objects. */
final class ObjectKeywords {
    private ObjectKeywords() {}

    static KeywordCheck required(KeywordUse use) {
        List<String> names =
                use.value().valueStream().map(JsonNode::stringValue).toList();
        return (value, evaluation) -> require(use, names, value, evaluation);
    }

    /**
     * A required property that is readOnly or writeOnly is required on one side only (OpenAPI 3.0.3, "Schema Object").
     */
    private static void require(KeywordUse use, List<String> names, JsonNode value, Evaluation evaluation) {
        for (String name : names) {
            if (!value.has(name) && !evaluation.isAbsent(name)) {
                evaluation.error(use.keyword(), use.pointer(), value, name, List.of());
            }
        }
    }

    static KeywordCheck dependentRequired(KeywordUse use) {
        Map<String, List<String>> dependents = new LinkedHashMap<>();
        use.value()
                .properties()
                .forEach(member -> dependents.put(
                        member.getKey(),
                        member.getValue()
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .toList()));
        return (value, evaluation) -> dependents.forEach((name, names) -> {
            if (value.has(name)) {
                require(use, names, value, evaluation);
            }
        });
    }

    static KeywordCheck properties(KeywordUse use, SchemaCompiler compiler) {
        Map<String, CompiledSchema> schemas = new LinkedHashMap<>();
        Map<String, List<String>> absentFromRequests = new LinkedHashMap<>();
        Map<String, List<String>> absentFromResponses = new LinkedHashMap<>();
        for (String name : use.value().propertyNames()) {
            CompiledSchema schema =
                    compiler.schema(Schemas.child(use.schema(), use.keyword().toString(), name), use.keyword());
            schemas.put(name, schema);
            absentFromRequests.put(
                    name, SchemaConstraints.absences(compiler.document(), schema.schema(), Side.REQUEST));
            absentFromResponses.put(
                    name, SchemaConstraints.absences(compiler.document(), schema.schema(), Side.RESPONSE));
        }
        absentFromRequests.values().removeIf(List::isEmpty);
        absentFromResponses.values().removeIf(List::isEmpty);
        return (value, evaluation) -> {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                CompiledSchema schema = schemas.get(member.getKey());
                if (schema != null) {
                    evaluation.applyToProperty(schema, member.getKey(), member.getValue());
                }
            }
            // An object without the property proves that it must be absent.
            (evaluation.side() == Side.REQUEST ? absentFromRequests : absentFromResponses).forEach((name, pointers) -> {
                if (!value.has(name)) {
                    evaluation.proves(pointers);
                }
            });
        };
    }

    static KeywordCheck patternProperties(KeywordUse use, SchemaCompiler compiler) {
        Map<EcmaPattern, CompiledSchema> schemas = new LinkedHashMap<>();
        Set<String> nevers = new LinkedHashSet<>();
        Set<String> undecided = new LinkedHashSet<>();
        for (String pattern : use.value().propertyNames()) {
            CompiledSchema schema =
                    compiler.schema(Schemas.child(use.schema(), use.keyword().toString(), pattern), use.keyword());
            EcmaPattern.compile(pattern)
                    .ifPresentOrElse(compiled -> schemas.put(compiled, schema), () -> undecided.add(schema.pointer()));
            if (schema.isNever()) {
                nevers.add(schema.pointer());
            }
        }
        return (value, evaluation) -> {
            undecided.forEach(evaluation::undecided);
            evaluation.proves(nevers);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                schemas.forEach((pattern, schema) -> {
                    if (matches(pattern, member.getKey(), use, evaluation)) {
                        evaluation.applyToProperty(schema, member.getKey(), member.getValue());
                    }
                });
            }
        };
    }

    private static boolean matches(EcmaPattern pattern, String name, KeywordUse use, Evaluation evaluation) {
        try {
            return pattern.matches(name);
        } catch (EcmaPattern.UndecidedException e) {
            evaluation.undecided(use.pointer());
            return false;
        }
    }

    /** Applies to the properties that match neither {@code properties} nor {@code patternProperties}. */
    static KeywordCheck additional(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        Set<String> declared = Set.copyOf(use.schema().node().path("properties").propertyNames());
        List<Optional<EcmaPattern>> patterns = compiler.keywords(use.schema()).stream()
                .filter(other -> other.keyword() == Keyword.PATTERN_PROPERTIES)
                .flatMap(other -> other.value().propertyNames().stream())
                .map(EcmaPattern::compile)
                .toList();
        return (value, evaluation) -> {
            if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String name = member.getKey();
                // A pattern that is not supported may match any name.
                boolean additional = !declared.contains(name)
                        && patterns.stream()
                                .noneMatch(
                                        pattern -> pattern.isEmpty() || matches(pattern.get(), name, use, evaluation));
                if (additional && !evaluation.isDecided()) {
                    evaluation.applyToProperty(schema, name, member.getValue());
                }
            }
        };
    }

    static KeywordCheck names(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        return (value, evaluation) -> {
            if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
            for (String name : value.propertyNames()) {
                evaluation.applyToName(schema, name);
            }
        };
    }

    static KeywordCheck dependentSchemas(KeywordUse use, SchemaCompiler compiler) {
        Map<String, CompiledSchema> schemas = new LinkedHashMap<>();
        for (String name : use.value().propertyNames()) {
            schemas.put(
                    name,
                    compiler.schema(Schemas.child(use.schema(), use.keyword().toString(), name), use.keyword()));
        }
        return (value, evaluation) -> schemas.forEach((name, schema) -> {
            if (value.has(name)) {
                evaluation.apply(schema, value);
            } else if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
        });
    }

    static KeywordCheck unevaluated(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        return (value, evaluation) -> {
            if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (!evaluation.hasSeen(member.getKey()) && !evaluation.isDecided()) {
                    evaluation.applyToProperty(schema, member.getKey(), member.getValue());
                }
            }
        };
    }
}
