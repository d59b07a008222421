package org.tokenapi.contract.bench;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Judges one request to the library. Each requirement has a name, by which a faulty library ignores it, or refuses a
 * value just within it.
 */
final class Judge {
    private final Fault fault;
    private final String operation;
    private final Set<String> requirements;
    private final boolean ofTexts;
    private final boolean nullable;

    /** @param requirements collects the names of all requirements that were checked */
    Judge(Fault fault, String operation, Set<String> requirements) {
        this(fault, operation, requirements, false, false);
    }

    private Judge(Fault fault, String operation, Set<String> requirements, boolean ofTexts, boolean nullable) {
        this.fault = fault;
        this.operation = operation;
        this.requirements = requirements;
        this.ofTexts = ofTexts;
        this.nullable = nullable;
    }

    void require(String name, boolean met) {
        require(name, met, 400);
    }

    void require(String name, boolean met, int status) {
        String full = operation + " " + name;
        requirements.add(Fault.FORGETS + full);
        if (!met && !fault.forgets(full)) {
            throw new Refusal(status);
        }
    }

    /** A requirement that only JSON can violate: the text of a parameter or a form has no type, and is never null. */
    void requireOfJson(String name, boolean met) {
        if (!ofTexts) {
            require(name, met);
        }
    }

    /** As {@link #requireOfJson}, unless null has been accepted already. */
    void requireNotNull(String name, boolean met) {
        if (!nullable) {
            requireOfJson(name, met);
        }
    }

    /** The same judge for a value that may be null and is not. */
    Judge ofNullable() {
        return new Judge(fault, operation, requirements, ofTexts, true);
    }

    /** The same judge for a value that was read from text. */
    Judge ofTexts() {
        return new Judge(fault, operation, requirements, true, false);
    }

    /** @param onTheEdge whether a careless server may refuse the value although it conforms */
    void require(String name, boolean met, boolean onTheEdge) {
        require(name, met);
        tolerate(name, onTheEdge, 400);
    }

    /** Something that conforms, and that a careless server may refuse. */
    void tolerate(String name, boolean present, int status) {
        String full = operation + " " + name;
        requirements.add(Fault.STRICT + full);
        if (present && fault.isStrictAbout(full)) {
            throw new Refusal(status);
        }
    }

    /** Whether a value conforms to a rule, without refusing the request if not. */
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
