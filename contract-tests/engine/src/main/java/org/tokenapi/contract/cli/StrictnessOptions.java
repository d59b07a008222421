package org.tokenapi.contract.cli;

import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Strictness;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say how to judge what the document leaves open. */
final class StrictnessOptions {
    @ArgGroup
    private @Nullable Choice choice;

    /** One of the two, or none. */
    private static final class Choice {
        @Option(
                names = "--strict",
                description =
                        "Count as violations what the document does not declare although standards allow it, such as "
                                + "a 304 to a conditional request; the README has a table.")
        private boolean strict;

        @Option(
                names = "--lenient",
                description = "Tolerate what many servers and clients do, such as read-only properties in requests.")
        private boolean lenient;
    }

    Strictness strictness() {
        return choice == null ? Strictness.BALANCED : choice.strict ? Strictness.STRICT : Strictness.LENIENT;
    }
}
