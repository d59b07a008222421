package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.List;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;

/** Collects what is found in one message. */
final class Findings {
    private final Side side;
    private final List<Finding> all = new ArrayList<>();

    Findings(Side side) {
        this.side = side;
    }

    void violation(Rule rule, String pointer, String place, String expected, String actual) {
        all.add(new Finding(Severity.VIOLATION, side, rule, pointer, place, expected, actual));
    }

    void gap(String pointer, String place, String expected, String actual) {
        all.add(new Finding(Severity.GAP, side, Rule.UNCHECKED, pointer, place, expected, actual));
    }

    void notice(Rule rule, String pointer, String place, String expected, String actual) {
        all.add(new Finding(Severity.NOTICE, side, rule, pointer, place, expected, actual));
    }

    boolean hasViolations() {
        return all.stream().anyMatch(finding -> finding.severity() == Severity.VIOLATION);
    }

    /** Whether a server must not carry the request out; what it accepts as an answer, a server may disregard. */
    boolean mustBeRefused() {
        return all.stream()
                .anyMatch(finding -> finding.severity() == Severity.VIOLATION
                        && finding.rule() != Rule.NOT_ACCEPTED
                        && finding.rule() != Rule.UNCHECKED);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
