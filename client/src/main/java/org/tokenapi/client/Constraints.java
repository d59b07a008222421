package org.tokenapi.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a value. The generated classes {@code ...Limits} call this with what the document says; it is
 * public for them alone. It never holds the value itself. Not thread-safe.
 */
public final class Constraints {
    /** The name that the generator gives to an enum value that is newer than the client. */
    private static final String UNKNOWN = "unknown_default_open_api";

    /** An answer may go beyond the limits that are known here, but not come without what it must have. */
    private final boolean requiredOnly;

    private final List<Object> path = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private Constraints(boolean requiredOnly) {
        this.requiredOnly = requiredOnly;
    }

    static Constraints ofRequest() {
        return new Constraints(false);
    }

    static Constraints ofResponse() {
        return new Constraints(true);
    }

    /** Each with the place and the rule. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** The property must be there. */
    public void required(String name, @Nullable Object value) {
        if (value == null) {
            violation(name, "is required");
        }
    }

    /** At least so many characters, counted as Unicode code points. */
    public void minLength(String name, @Nullable String value, int limit) {
        if (limited(value) && value.codePointCount(0, value.length()) < limit) {
            violation(name, "must have at least " + limit + " characters");
        }
    }

    /** At most so many characters, counted as Unicode code points. */
    public void maxLength(String name, @Nullable String value, int limit) {
        if (limited(value) && value.codePointCount(0, value.length()) > limit) {
            violation(name, "must have at most " + limit + " characters");
        }
    }

    /** Not less than this. */
    public void minimum(String name, @Nullable Number value, long limit) {
        if (limited(value) && value.longValue() < limit) {
            violation(name, "must be at least " + limit);
        }
    }

    /** Not more than this. */
    public void maximum(String name, @Nullable Number value, long limit) {
        if (limited(value) && value.longValue() > limit) {
            violation(name, "must be at most " + limit);
        }
    }

    /** At least so many elements. */
    public void minItems(String name, @Nullable Collection<?> value, int limit) {
        if (limited(value) && value.size() < limit) {
            violation(name, "must have at least " + limit + " elements");
        }
    }

    /** At most so many elements. */
    public void maxItems(String name, @Nullable Collection<?> value, int limit) {
        if (limited(value) && value.size() > limit) {
            violation(name, "must have at most " + limit + " elements");
        }
    }

    /** Each text at most so long. */
    public void eachMaxLength(String name, @Nullable Collection<@Nullable String> value, int limit) {
        if (limited(value)) {
            path.add(name);
            int index = 0;
            for (String element : value) {
                required(Integer.toString(index), element);
                maxLength(Integer.toString(index++), element, limit);
            }
            path.remove(path.size() - 1);
        }
    }

    /** A value that came as one that this client doesn't know can't be sent: nobody knows what it was. */
    public void known(String name, @Nullable Enum<?> value) {
        if (limited(value) && value.name().toLowerCase(Locale.ROOT).endsWith(UNKNOWN)) {
            violation(name, "is a value that this client does not know");
        }
    }

    /** The limits of an object within. */
    public <V> void nested(String name, @Nullable V value, BiConsumer<V, Constraints> check) {
        if (value != null) {
            path.add(name);
            check.accept(value, this);
            path.remove(path.size() - 1);
        }
    }

    /** The limits of each object within. */
    public <V> void each(String name, @Nullable Collection<@Nullable V> value, BiConsumer<V, Constraints> check) {
        if (value != null) {
            path.add(name);
            int index = 0;
            for (V element : value) {
                element(index++, element, check);
            }
            path.remove(path.size() - 1);
        }
    }

    /** The limits of each object within. */
    public <V> void each(String name, @Nullable Map<String, @Nullable V> value, BiConsumer<V, Constraints> check) {
        if (value != null) {
            path.add(name);
            // The keys of an answer are a part of its body, which is not shown.
            value.forEach((key, element) -> element(requiredOnly ? "*" : key, element, check));
            path.remove(path.size() - 1);
        }
    }

    /** Half of a surrogate pair can't be sent; in its place would be a question mark. */
    void unicode(String name, String value) {
        for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
            if (Character.getType(value.codePointAt(at)) == Character.SURROGATE) {
                violation(name, "must be of whole Unicode characters");
                return;
            }
        }
    }

    /** What may stand between two slashes; empty or dots, it would make another path. */
    void segment(String name, @Nullable String value) {
        if (value == null || value.isEmpty() || value.equals(".") || value.equals("..")) {
            violation(name, value == null ? "is required" : "must not be empty, \".\" or \"..\"");
        } else {
            unicode(name, value);
        }
    }

    private <V> void element(Object at, @Nullable V element, BiConsumer<V, Constraints> check) {
        path.add(at);
        if (element != null) {
            check.accept(element, this);
        } else if (!requiredOnly) {
            violations.add(place() + " must not be null");
        }
        path.remove(path.size() - 1);
    }

    private boolean limited(@Nullable Object value) {
        return value != null && !requiredOnly;
    }

    void violation(String name, String rule) {
        path.add(name);
        violations.add(place() + " " + rule);
        path.remove(path.size() - 1);
    }

    private String place() {
        StringBuilder place = new StringBuilder();
        for (Object part : path) {
            if (!part.toString().isEmpty()) {
                place.append(place.isEmpty() ? "" : "/").append(part);
            }
        }
        return place.toString();
    }
}
