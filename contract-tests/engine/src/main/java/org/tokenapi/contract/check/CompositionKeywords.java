package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** The checks of the keywords that apply schemas to the value itself. */
final class CompositionKeywords {
    private CompositionKeywords() {}

    static KeywordCheck reference(KeywordUse use, SchemaCompiler compiler) {
        Optional<CompiledSchema> schema = compiler.document()
                .resolve(use.schema().pointer(), use.value().asString())
                .map(target -> at(target, compiler));
        return (value, evaluation) -> schema.ifPresentOrElse(
                target -> evaluation.apply(target, value), () -> evaluation.undecided(use.pointer()));
    }

    static KeywordCheck dynamicReference(KeywordUse use, SchemaCompiler compiler) {
        return (value, evaluation) -> {
            String target = compiler.document()
                    .resolveDynamic(use.schema().pointer(), use.value().stringValue(), evaluation.way());
            evaluation.apply(at(target, compiler), value);
        };
    }

    private static CompiledSchema at(String pointer, SchemaCompiler compiler) {
        return compiler.schema(new SchemaRef(pointer, compiler.document().at(pointer)));
    }

    static KeywordCheck all(KeywordUse use, SchemaCompiler compiler) {
        List<CompiledSchema> branches = compiler.schemas(use);
        return (value, evaluation) -> {
            for (CompiledSchema branch : branches) {
                if (!evaluation.isDecided()) {
                    evaluation.apply(branch, value);
                }
            }
        };
    }

    static KeywordCheck any(KeywordUse use, SchemaCompiler compiler) {
        List<CompiledSchema> branches = compiler.schemas(use);
        String pointer = use.pointer();
        return (value, evaluation) -> {
            boolean met = false;
            // All branches are evaluated: each that matches adds evidence and evaluated properties.
            for (CompiledSchema branch : branches) {
                Optional<Evaluation> match = evaluation.match(branch, value);
                match.ifPresent(evaluation::accept);
                met |= match.isPresent();
            }
            if (!met) {
                evaluation.error(use.keyword(), pointer, value, null, errors(branches, value, evaluation));
            }
        };
    }

    static KeywordCheck one(KeywordUse use, SchemaCompiler compiler) {
        List<CompiledSchema> branches = compiler.schemas(use);
        String pointer = use.pointer();
        return (value, evaluation) -> {
            List<Evaluation> met = new ArrayList<>();
            for (CompiledSchema branch : branches) {
                evaluation.match(branch, value).ifPresent(met::add);
            }
            if (met.size() == 1) {
                evaluation.accept(met.get(0));
            } else {
                List<List<SchemaError>> errors = met.isEmpty() ? errors(branches, value, evaluation) : List.of();
                evaluation.error(use.keyword(), pointer, value, null, errors);
            }
        };
    }

    /** The errors in each branch. They are collected only where no branch matches, because most branches never do. */
    private static List<List<SchemaError>> errors(
            List<CompiledSchema> branches, JsonNode value, Evaluation evaluation) {
        return evaluation.isBrief()
                ? List.of()
                : branches.stream()
                        .map(branch -> evaluation.attempt(branch, value, true).errors())
                        .toList();
    }

    static KeywordCheck not(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        return (value, evaluation) -> {
            if (!evaluation.attempt(schema, value, false).hasErrors()) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    /** A condition that matches adds evaluated properties, and no evidence. */
    static KeywordCheck condition(KeywordUse use, SchemaCompiler compiler) {
        CompiledSchema schema = compiler.only(use);
        return (value, evaluation) -> {
            Evaluation attempt = evaluation.attempt(schema, value, false);
            if (!attempt.hasErrors()) {
                evaluation.accept(attempt);
            }
        };
    }

    /** @param met whether the schema applies if the condition matches; else if it does not */
    static KeywordCheck conditional(KeywordUse use, boolean met, SchemaCompiler compiler) {
        KeywordUse condition = compiler.keywords(use.schema()).stream()
                .filter(other -> other.keyword() == Keyword.IF)
                .findFirst()
                .orElse(null);
        if (condition == null) {
            return (value, evaluation) -> {};
        }
        CompiledSchema test = compiler.only(condition);
        CompiledSchema schema = compiler.only(use);
        return (JsonNode value, Evaluation evaluation) -> {
            if (evaluation.attempt(test, value, false).hasErrors() != met) {
                evaluation.apply(schema, value);
            } else if (schema.isNever()) {
                evaluation.proves(schema.pointer());
            }
        };
    }
}
