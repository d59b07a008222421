package org.tokenapi.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of VENDOR-NOTES.md.
 *
 * @param facts the rows about the vendor's pages
 * @param additions the rows about our additions
 * @param pointers all JSON pointers of the notes: text in backticks that begins with a slash
 */
record VendorNotes(List<NoteRow> facts, List<NoteRow> additions, Set<String> pointers) {
    private static final Pattern POINTER = Pattern.compile("`(/[^`]*)`");

    static VendorNotes published() {
        return parse(Document.read(Path.of("VENDOR-NOTES.md")));
    }

    static VendorNotes parse(String markdown) {
        return new VendorNotes(
                rows(markdown, "Pages"),
                rows(markdown, "Additions"),
                POINTER.matcher(markdown).results().map(match -> match.group(1)).collect(Collectors.toSet()));
    }

    /** Whether there is a fact at this pointer or below it. */
    boolean haveFactAt(String pointer) {
        return facts.stream().map(NoteRow::pointer).anyMatch(fact -> (fact + "/").startsWith(pointer + "/"));
    }

    private static List<NoteRow> rows(String markdown, String section) {
        List<NoteRow> rows = new ArrayList<>();
        String current = "";
        boolean head = true;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("## ")) {
                current = line.substring(3);
            }
            if (!line.startsWith("|")) {
                head = true;
            } else if (line.startsWith("|---")) {
                head = false;
            } else if (!head && current.equals(section)) {
                rows.add(NoteRow.parse(line));
            }
        }
        return rows;
    }

    /**
     * One row.
     *
     * @param third the third cell: the value of a fact, or the reason of an addition
     */
    record NoteRow(String text, String pointer, String third) {
        @Override
        public String toString() {
            return "%s: %s at %s".formatted(text, third, pointer);
        }

        /** The third cell without backticks. */
        String value() {
            return third.replaceAll("^`|`$", "");
        }

        private static NoteRow parse(String line) {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            // A row has a pipe at both ends, so the first and the last cell are empty.
            if (cells.size() != 5) {
                throw new IllegalArgumentException("expected a row of three cells, got " + line);
            }
            Matcher pointer = POINTER.matcher(cells.get(2));
            if (!pointer.matches()) {
                throw new IllegalArgumentException("expected a JSON pointer in the second cell, got " + line);
            }
            return new NoteRow(cells.get(1), pointer.group(1), cells.get(3));
        }
    }
}
