package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** A schema with the checks of its keywords. The checks are made at the first use. Thread-safe. */
final class CompiledSchema {
    private final SchemaRef schema;
    private final Keyword holder;
    private final SchemaCompiler compiler;
    private final Map<Absence, Boolean> absent = new ConcurrentHashMap<>();
    private volatile @Nullable List<Check> checks;

    /** @param holder the keyword to report if the schema is {@code false} */
    CompiledSchema(SchemaRef schema, Keyword holder, SchemaCompiler compiler) {
        this.schema = schema;
        this.holder = holder;
        this.compiler = compiler;
    }

    /** A question whose answer is kept, see {@link #saysAbsent}. */
    private record Absence(String property, boolean orAlternatives, Side side) {}

    /**
     * A keyword and its check.
     *
     * @param concerned the values that the keyword applies to
     * @param constraint whether the keyword needs proof, by side
     */
    private record Check(
            Keyword keyword,
            String pointer,
            Predicate<JsonNode> concerned,
            boolean ofRequests,
            boolean ofResponses,
            KeywordCheck check) {

        boolean isConstraint(Side side) {
            return side == Side.REQUEST ? ofRequests : ofResponses;
        }
    }

    SchemaRef schema() {
        return schema;
    }

    String pointer() {
        return schema.pointer();
    }

    /** Whether it is the schema {@code false}, which allows no value. */
    boolean isNever() {
        return schema.node().isBoolean() && !schema.node().booleanValue();
    }

    /** Checks the current value of an evaluation. */
    void check(JsonNode value, Evaluation evaluation) {
        if (isNever()) {
            evaluation.error(holder, schema.pointer(), value);
            return;
        }
        int before = evaluation.errors().size();
        checkAll(value, evaluation);
        if (value.isNull() && evaluation.errors().size() > before && isNullable()) {
            // The letter of 3.0 refuses null here; whoever wrote "nullable" meant to allow it.
            if (compiler.tolerates(Silence.NULLABLE)) {
                evaluation.forget(before);
            }
            if (compiler.tellsOtherReadings()) {
                evaluation.notice(Keyword.NULLABLE, Pointers.child(schema.pointer(), "nullable"), value);
            }
        }
    }

    private boolean isNullable() {
        return compiler.document().dialect() == Dialect.OPENAPI_3_0
                && schema.node().path("nullable").asBoolean(false);
    }

    private void checkAll(JsonNode value, Evaluation evaluation) {
        for (Check one : checks()) {
            if (!one.concerned.test(value)) {
                continue;
            }
            if (one.isConstraint(evaluation.side())) {
                evaluation.proves(one.pointer);
            }
            int before = evaluation.errors().size() + evaluation.notices().size();
            one.check.check(value, evaluation);
            boolean broken = evaluation.errors().size() + evaluation.notices().size() > before;
            if (evaluation.isDecided() || broken && isAbsence(one.keyword)) {
                return;
            }
        }
    }

    private static boolean isAbsence(Keyword keyword) {
        return keyword == Keyword.READ_ONLY || keyword == Keyword.WRITE_ONLY;
    }

    private List<Check> checks() {
        List<Check> known = checks;
        if (known == null) {
            known = compile();
            checks = known;
        }
        return known;
    }

    private List<Check> compile() {
        List<Check> compiled = new ArrayList<>();
        List<KeywordUse> uses = new ArrayList<>(compiler.keywords(schema));
        uses.sort(Comparator.comparing(KeywordUse::keyword));
        for (KeywordUse use : uses) {
            compiler.compile(use)
                    .ifPresent(check -> compiled.add(new Check(
                            use.keyword(),
                            use.pointer(),
                            compiler.concerned(use),
                            SchemaConstraints.isConstraint(use, Side.REQUEST),
                            SchemaConstraints.isConstraint(use, Side.RESPONSE),
                            check)));
        }
        return List.copyOf(compiled);
    }

    /** Whether the schema forbids a property in messages of this side, by {@code readOnly} or {@code writeOnly}. */
    boolean saysAbsent(String property, boolean orAlternatives, Side side) {
        return absent.computeIfAbsent(
                new Absence(property, orAlternatives, side),
                key -> SchemaConstraints.saysAbsent(compiler.document(), schema, property, orAlternatives, side));
    }

    @Override
    public String toString() {
        return schema.pointer();
    }
}
