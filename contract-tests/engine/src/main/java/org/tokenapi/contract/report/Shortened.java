package org.tokenapi.contract.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Rule;

/** Long lists, cut for a reader: one line for one cause, and a line that counts what is left out. */
final class Shortened {
    private Shortened() {}

    /**
     * The first items, and one that says how many there are besides.
     *
     * @param most the most items to show
     * @param what the items in the plural
     */
    static List<String> first(List<String> items, int most, String what) {
        if (items.size() <= most) {
            return items;
        }
        List<String> lines = new ArrayList<>(items.subList(0, most));
        lines.add("and " + (items.size() - most) + " more " + what);
        return lines;
    }

    /** A text with at most so many characters. */
    static String text(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Gaps in one line each; those of one cause, which differ in their place alone, share a line. */
    static List<String> merged(List<Finding> gaps) {
        Map<List<Object>, List<Finding>> causes = new LinkedHashMap<>();
        for (Finding gap : gaps) {
            // Which other statuses an operation declares makes no difference.
            String expected = gap.rule() == Rule.UNDECLARED_STATUS ? "" : gap.expected();
            causes.computeIfAbsent(List.of(gap.rule(), expected, gap.actual()), cause -> new ArrayList<>())
                    .add(gap);
        }
        return causes.values().stream()
                .map(same -> same.get(0) + (same.size() == 1 ? "" : " and at " + (same.size() - 1) + " other places"))
                .toList();
    }
}
