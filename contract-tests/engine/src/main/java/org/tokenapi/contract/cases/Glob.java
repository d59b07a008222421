package org.tokenapi.contract.cases;

import java.util.regex.Pattern;

/** A pattern for names, in which {@code *} matches any text. Immutable and thread-safe. */
public final class Glob {
    private final String pattern;
    private final Pattern names;

    /** Compiles a pattern. All characters other than {@code *} are literal. */
    public Glob(String pattern) {
        this.pattern = pattern;
        names = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /** Whether the pattern matches a whole name. */
    public boolean matches(String name) {
        return names.matcher(name).matches();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return pattern;
    }
}
