package org.tokenapi.contract.cases;

import java.util.regex.Pattern;

/** A pattern for names, in which {@code *} stands for any text. */
public final class Glob {
    private final Pattern names;

    public Glob(String pattern) {
        names = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /** Whether a name fits. */
    public boolean matches(String name) {
        return names.matcher(name).matches();
    }
}
