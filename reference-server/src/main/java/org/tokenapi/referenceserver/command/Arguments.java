package org.tokenapi.referenceserver.command;

import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Identifiers;

/** Checks of arguments that their types can't express. */
final class Arguments {
    private Arguments() {}

    /** Rejects text that is not a valid identifier. */
    static void checkIdentifier(@Nullable String value, String option) {
        if (value != null && !Identifiers.isSound(value)) {
            throw CommandException.notRun(option + " " + Identifiers.RULE + ".");
        }
    }
}
