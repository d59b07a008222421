package org.tokenapi.contract.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A value that breaks a keyword of a schema.
 *
 * @param keyword the keyword
 * @param pointer where it stands in the document
 * @param at where the value stands within the whole that was checked
 * @param value the value
 * @param property the property that the value lacks or should not have; null for keywords that name none
 * @param branches for a choice that no branch of which is met, what the value breaks in each; else empty
 */
record SchemaError(
        Keyword keyword,
        String pointer,
        JsonPointer at,
        JsonNode value,
        @Nullable String property,
        List<List<SchemaError>> branches) {

    /** What the value breaks in the branch that it comes closest to; none if it is no choice. */
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

    /** A value of another type, or with another tag, was meant for another branch. */
    private long distance(SchemaError error) {
        boolean sameValue = error.at.equals(at);
        return switch (error.keyword) {
            case TYPE -> sameValue ? 10_000 : 10;
            case CONST, ENUM -> 100;
            default -> 1;
        };
    }

    /** Its pointer and, of a choice, those of all that the value breaks in the branches. */
    Set<String> pointers() {
        Set<String> pointers = new LinkedHashSet<>();
        pointers.add(pointer);
        branches.forEach(branch -> branch.forEach(error -> pointers.addAll(error.pointers())));
        return pointers;
    }
}
