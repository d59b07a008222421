package org.tokenapi.contract.verify;

import java.util.List;

/**
 * The coverage matrix of one side: every part of the document that needs proof, and what proves it.
 *
 * @param rows in the order of the document
 */
public record Coverage(List<Row> rows) {
    public Coverage {
        rows = List.copyOf(rows);
    }

    /** The rows that nothing proves and that no fixture excuses. */
    public List<Row> gaps() {
        return rows.stream().filter(row -> !row.isCovered()).toList();
    }

    /** The share of rows that are proven or excused, 0 to 100. */
    public double share() {
        return rows.isEmpty() ? 100 : 100.0 * (rows.size() - gaps().size()) / rows.size();
    }
}
