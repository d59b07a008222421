package org.tokenapi.contract.verify;

import java.util.List;

/**
 * The coverage matrix of one side: every part of the document that needs proof, and what proves it.
 *
 * @param rows in the order of the document
 */
public record Coverage(List<Requirement> rows) {
    public Coverage {
        rows = List.copyOf(rows);
    }

    /** The rows that nothing proves and that no fixture excuses. */
    public List<Requirement> gaps() {
        return rows.stream().filter(row -> !row.isCovered()).toList();
    }

    /** What is known here of a row of another matrix of the same document; unproven if nothing is. */
    public Requirement of(Requirement other) {
        return rows.stream()
                .filter(row -> row.name().equals(other.name()))
                .findFirst()
                .orElse(new Requirement(other.operation(), other.side(), other.pointer(), List.of(), null));
    }

    /** The rows of this matrix, with what another one of the document knows of them. */
    public Coverage matched(Coverage other) {
        return new Coverage(rows.stream().map(other::of).toList());
    }

    /** The share of rows that are proven or excused, 0 to 100. */
    public double share() {
        return rows.isEmpty() ? 100 : 100.0 * (rows.size() - gaps().size()) / rows.size();
    }
}
