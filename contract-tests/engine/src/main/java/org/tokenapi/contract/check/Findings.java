package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;

/** Collects the findings of one message. Not thread-safe. */
final class Findings {
    private final Side side;
    private final boolean withEvidence;
    private final List<Finding> all = new ArrayList<>();
    private final Set<String> evidence = new LinkedHashSet<>();

    /** @param withEvidence whether to collect the parts of the document that apply to the message */
    Findings(Side side, boolean withEvidence) {
        this.side = side;
        this.withEvidence = withEvidence;
    }

    /** Adds a part of the document that applies to the message. */
    void touched(String pointer) {
        if (withEvidence) {
            evidence.add(pointer);
        }
    }

    /** Whether the parts of the document that apply to the message are collected. */
    boolean isWithEvidence() {
        return withEvidence;
    }

    Set<String> evidence() {
        return evidence;
    }

    void add(Severity severity, Rule rule, String pointer, String place, String expected, String actual) {
        all.add(new Finding(severity, side, rule, pointer, place, expected, actual));
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

    /** Whether a server must refuse the request. It may ignore an Accept header, and a body that is not declared. */
    boolean mustBeRefused() {
        return all.stream()
                .anyMatch(finding -> finding.severity() == Severity.VIOLATION
                        && finding.rule() != Rule.NOT_ACCEPTED
                        && finding.rule() != Rule.UNDECLARED_BODY
                        && finding.rule() != Rule.UNCHECKED);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** The pointers of findings that stand against a message. */
    static Set<String> pointers(List<Finding> findings) {
        Set<String> pointers = new LinkedHashSet<>();
        findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .forEach(finding -> pointers.add(finding.pointer()));
        return pointers;
    }
}
