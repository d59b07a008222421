package org.tokenapi.contract.cases;

import java.util.regex.Pattern;

/** A pattern for names, in which {@code *} stands for any text. */
public record Glob(String pattern) {

    /** Whether a name fits. */
    public boolean matches(String name) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
