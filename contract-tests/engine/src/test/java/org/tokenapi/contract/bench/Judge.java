package org.tokenapi.contract.bench;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Judges one request for the library. Each demand has a name; by that name a faulty library forgets it, or is too strict
 * about a value that lies just within it.
 */
final class Judge {
    private final Fault fault;
    private final String operation;
    private final Set<String> demands;
    private final boolean ofTexts;
    private final boolean nullable;

    /** @param demands takes the names of all demands that were thought of */
    Judge(Fault fault, String operation, Set<String> demands) {
        this(fault, operation, demands, false, false);
    }

    private Judge(Fault fault, String operation, Set<String> demands, boolean ofTexts, boolean nullable) {
        this.fault = fault;
        this.operation = operation;
        this.demands = demands;
        this.ofTexts = ofTexts;
        this.nullable = nullable;
    }

    void demand(String name, boolean met) {
        demand(name, met, 400);
    }

    void demand(String name, boolean met, int status) {
        String full = operation + " " + name;
        demands.add(Fault.FORGETS + full);
        if (!met && !fault.forgets(full)) {
            throw new Refusal(status);
        }
    }

    /** What only JSON can break: a text that stands in a parameter or a form is neither null nor of another type. */
    void demandOfJson(String name, boolean met) {
        if (!ofTexts) {
            demand(name, met);
        }
    }

    /** As {@link #demandOfJson}, where null was not let through before. */
    void demandNoNull(String name, boolean met) {
        if (!nullable) {
            demandOfJson(name, met);
        }
    }

    /** The same judge for a value that may be null, and is not. */
    Judge ofNullable() {
        return new Judge(fault, operation, demands, ofTexts, true);
    }

    /** The same judge for a value that was read from texts. */
    Judge ofTexts() {
        return new Judge(fault, operation, demands, true, false);
    }

    /** @param onTheEdge whether the value is one that a careless server may take for wrong */
    void demand(String name, boolean met, boolean onTheEdge) {
        demand(name, met);
        tolerate(name, onTheEdge, 400);
    }

    /** Something that conforms, and that a careless server may take for wrong. */
    void tolerate(String name, boolean present, int status) {
        String full = operation + " " + name;
        demands.add(Fault.STRICT + full);
        if (present && fault.isStrictAbout(full)) {
            throw new Refusal(status);
        }
    }

    /** Whether a value meets a rule, without a word of it to anybody if not. */
    boolean wouldPass(Rules.Rule rule, String name, JsonNode value) {
        try {
            rule.check(this, name, value);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    /** The request is refused. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refusal(int status) {
            super(null, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
