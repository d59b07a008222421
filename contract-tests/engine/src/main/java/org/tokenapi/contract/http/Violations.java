package org.tokenapi.contract.http;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Verdict;

/** The header by which a response says that its exchange violates the document. */
public final class Violations {
    /** Its name. */
    public static final String HEADER = "X-Contract-Violations";

    private static final int SHOWN = 5;

    private Violations() {}

    /** Its value: how many violations there are, and the pointers of the first few; null if there are none. */
    public static @Nullable String value(Verdict verdict) {
        List<Finding> violations = verdict.violations();
        return violations.isEmpty()
                ? null
                : violations.stream()
                        .limit(SHOWN)
                        // As it may stand in a header.
                        .map(violation -> violation.pointer().replaceAll("[^!-~]", "?"))
                        .collect(Collectors.joining(" ", violations.size() + " ", ""));
    }
}
