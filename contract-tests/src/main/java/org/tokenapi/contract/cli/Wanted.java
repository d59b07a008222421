package org.tokenapi.contract.cli;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Case;

/** The cases whose name fits a pattern in which {@code *} stands for any text; all of them without a pattern. */
final class Wanted implements Predicate<Case> {
    private final @Nullable Pattern pattern;

    Wanted(@Nullable String name) {
        pattern = name == null ? null : Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    @Override
    public boolean test(Case one) {
        return pattern == null || pattern.matcher(one.name()).matches();
    }
}
