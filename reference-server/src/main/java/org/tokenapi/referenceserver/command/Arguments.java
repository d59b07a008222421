package org.tokenapi.referenceserver.command;

import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Identifiers;

/** Checks what the types of the options leave open. */
final class Arguments {
    private Arguments() {}

    /** Refuses what no tenant and no thing can be called. */
    static void checkIdentifier(@Nullable String value, String option) {
        if (value != null && !Identifiers.isSound(value)) {
            throw CommandException.notRun(option + " " + Identifiers.RULE + ".");
        }
    }
}
