package org.tokenapi.referenceserver.provisioning;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A property of a line, and the column that it is stored in.
 *
 * @param name as in the contract; {@code owner.id} is the property {@code id} of the object {@code owner}
 * @param isRequired whether a line must have it
 * @param absent what is stored where the line has none; null for nothing
 * @param check whether a value of the type is allowed
 * @param rule what a value must be that is not allowed
 */
record Property(
        String name,
        String column,
        Type type,
        boolean isRequired,
        @Nullable Object absent,
        Predicate<Object> check,
        String rule) {

    /** One that may be absent, and has no other rule than that of its type. */
    static Property of(String name, String column, Type type) {
        return new Property(name, column, type, false, null, value -> true, "");
    }

    static Property of(String name, Type type) {
        return of(name, name, type);
    }

    Property required() {
        return new Property(name, column, type, true, null, check, rule);
    }

    Property orElse(Object value) {
        return new Property(name, column, type, false, value, check, rule);
    }

    Property matching(Predicate<Object> allowed, String words) {
        return new Property(name, column, type, isRequired, absent, allowed, words);
    }

    Property text(int shortest, int longest) {
        return matching(
                value -> {
                    String text = (String) value;
                    int length = text.codePointCount(0, text.length());
                    return length >= shortest && length <= longest;
                },
                "must have " + shortest + " to " + longest + " characters");
    }

    Property atLeast(long least) {
        return matching(value -> ((Number) value).longValue() >= least, "must be at least " + least);
    }
}
