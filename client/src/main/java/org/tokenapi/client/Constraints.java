package org.tokenapi.client;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the violations of a request or a response: where each is and which rule it breaks, never the value itself.
 * Public for the generated {@code ...Limits} classes only, which pass the constraints of the document. Not thread-safe.
 */
public final class Constraints {
    /** The generator's name for an enum value that is newer than this client. */
    private static final String UNKNOWN = "unknown_default_open_api";

    /**
     * A response must have its required properties, but may exceed limits: the service may be newer than this client.
     */
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

    /** The violations, each with its place and the rule. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** The property must be present. */
    public void required(String name, @Nullable Object value) {
        if (value == null) {
            violation(name, requiredOnly ? "is missing" : "is required");
        }
    }

    /** Text that UTF-8 has bytes for. */
    public void text(String name, @Nullable String value) {
        if (limited(value)) {
            unicode(name, value);
        }
    }

    /** Text that UTF-8 has bytes for. */
    public void text(String name, @Nullable Secret value) {
        if (limited(value)) {
            unicode(name, value.reveal());
        }
    }

    /** Each string is text that UTF-8 has bytes for. */
    public void eachText(String name, @Nullable Collection<@Nullable String> value) {
        if (limited(value)) {
            path.add(name);
            int index = 0;
            for (String element : value) {
                text(Integer.toString(index++), element);
            }
            path.remove(path.size() - 1);
        }
    }

    /** A date that RFC 3339 can write: a year of four digits, and an offset in minutes. */
    public void date(String name, @Nullable OffsetDateTime value) {
        if (!limited(value)) {
            return;
        }
        if (value.getYear() < 0 || value.getYear() > 9999) {
            violation(name, "must have a year from 0 to 9999");
        }
        if (value.getOffset().getTotalSeconds() % 60 != 0) {
            violation(name, "must have an offset in whole minutes");
        }
    }

    /** At least this many characters, counted as Unicode code points. */
    public void minLength(String name, @Nullable String value, int limit) {
        if (limited(value) && value.codePointCount(0, value.length()) < limit) {
            violation(name, "must have at least " + limit + " characters");
        }
    }

    /** At most this many characters, counted as Unicode code points. */
    public void maxLength(String name, @Nullable String value, int limit) {
        if (limited(value) && value.codePointCount(0, value.length()) > limit) {
            violation(name, "must have at most " + limit + " characters");
        }
    }

    /** At least this number. */
    public void minimum(String name, @Nullable Number value, long limit) {
        if (limited(value) && value.longValue() < limit) {
            violation(name, "must be at least " + limit);
        }
    }

    /** At most this number. */
    public void maximum(String name, @Nullable Number value, long limit) {
        if (limited(value) && value.longValue() > limit) {
            violation(name, "must be at most " + limit);
        }
    }

    /** At least this many elements. */
    public void minItems(String name, @Nullable Collection<?> value, int limit) {
        if (limited(value) && value.size() < limit) {
            violation(name, "must have at least " + limit + " elements");
        }
    }

    /** At most this many elements. */
    public void maxItems(String name, @Nullable Collection<?> value, int limit) {
        if (limited(value) && value.size() > limit) {
            violation(name, "must have at most " + limit + " elements");
        }
    }

    /** Each string has at most this many characters, counted as Unicode code points. */
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

    /** The value is one that this client knows. An unknown one was read from a response, and its text is lost. */
    public void known(String name, @Nullable Enum<?> value) {
        if (limited(value) && value.name().toLowerCase(Locale.ROOT).endsWith(UNKNOWN)) {
            violation(name, "has a value that this client does not know");
        }
    }

    /** The constraints of a nested object. */
    public <V> void nested(String name, @Nullable V value, BiConsumer<V, Constraints> check) {
        if (value != null) {
            path.add(name);
            check.accept(value, this);
            path.remove(path.size() - 1);
        }
    }

    /** The constraints of each nested object. */
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

    /** The constraints of each nested object. */
    public <V> void each(String name, @Nullable Map<String, @Nullable V> value, BiConsumer<V, Constraints> check) {
        if (value != null) {
            path.add(name);
            // In a response, keys are a part of the body, which is never shown.
            value.forEach((key, element) -> {
                if (limited(key)) {
                    unicode("", key);
                }
                element(requiredOnly ? "*" : key, element, check);
            });
            path.remove(path.size() - 1);
        }
    }

    /** No unpaired surrogate, which UTF-8 has no bytes for: a question mark would be sent in its place. */
    void unicode(String name, String value) {
        for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
            if (Character.getType(value.codePointAt(at)) == Character.SURROGATE) {
                violation(name, "must not contain an unpaired surrogate");
                return;
            }
        }
    }

    /** A valid path segment: an empty one, {@code .} or {@code ..} would address another resource. */
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
