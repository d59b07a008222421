package org.tokenapi.contract.verify;

import java.util.List;

/**
 * The coverage matrix of the server or of the client: every part of the document that needs proof, and its evidence.
 * Immutable.
 *
 * @param rows in the order of the document
 */
public record Coverage(List<Requirement> rows) {
    public Coverage {
        rows = List.copyOf(rows);
    }

    /** The rows that a case proves. */
    public List<Requirement> proven() {
        return rows.stream().filter(Requirement::isProven).toList();
    }

    /** The rows that no case proves, and that a fixture excuses. */
    public List<Requirement> excused() {
        return rows.stream().filter(Requirement::isExcused).toList();
    }

    /** The rows that are neither proven nor excused. */
    public List<Requirement> unproven() {
        return rows.stream().filter(Requirement::isUnproven).toList();
    }

    /**
     * The row of this matrix for the same part of the document as a row of another one; a row without evidence if there
     * is none.
     */
    public Requirement of(Requirement other) {
        return rows.stream()
                .filter(row -> row.name().equals(other.name()))
                .findFirst()
                .orElse(new Requirement(other.operation(), other.side(), other.pointer(), List.of(), null));
    }

    /** The rows of this matrix, with the evidence of another matrix of the same document. */
    public Coverage matched(Coverage other) {
        return new Coverage(rows.stream().map(other::of).toList());
    }

    /** The share of rows that are proven, in percent: 0 to 100. It is 0 if there are no rows. */
    public double share() {
        return rows.isEmpty() ? 0 : 100.0 * proven().size() / rows.size();
    }
}
