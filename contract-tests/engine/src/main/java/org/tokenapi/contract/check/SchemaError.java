package org.tokenapi.contract.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A value that violates a keyword. Immutable.
 *
 * @param keyword the keyword
 * @param pointer the JSON pointer of the keyword in the document
 * @param at the position of the value within the checked value
 * @param value the value
 * @param property the property that is missing or not allowed; null for other keywords
 * @param branches for anyOf and oneOf without a matching branch, the errors in each branch; else empty
 */
record SchemaError(
        Keyword keyword,
        String pointer,
        JsonPointer at,
        JsonNode value,
        @Nullable String property,
        List<List<SchemaError>> branches) {

    /** The errors in the branch that the value is closest to; empty if there are no branches. */
    List<SchemaError> closest() {
        List<SchemaError> closest = List.of();
        long least = Long.MAX_VALUE;
        for (List<SchemaError> branch : branches) {
            long distance = branch.stream().mapToLong(this::distance).sum();
            if (distance < least) {
                closest = branch;
                least = distance;
            }
        }
        return closest;
    }

    /** The distance from a branch; a wrong type or a wrong tag means that another branch was intended. */
    private long distance(SchemaError error) {
        boolean sameValue = error.at.equals(at);
        return switch (error.keyword) {
            case TYPE -> sameValue ? 10_000 : 10;
            case CONST, ENUM -> 100;
            default -> 1;
        };
    }

    /** The pointer of the keyword and the pointers of the errors in the branches. */
    Set<String> pointers() {
        Set<String> pointers = new LinkedHashSet<>();
        pointers.add(pointer);
        branches.forEach(branch -> branch.forEach(error -> pointers.addAll(error.pointers())));
        return pointers;
    }
}
