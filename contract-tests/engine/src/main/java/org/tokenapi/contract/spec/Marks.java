package org.tokenapi.contract.spec;

import org.jspecify.annotations.Nullable;

/** Takes note of where each node of a text begins. */
@FunctionalInterface
interface Marks {
    Marks NONE = (way, line, column) -> {};

    /** A node begins; line and column count from 1. */
    void mark(Way way, int line, int column);

    /**
     * The way from the root to a node. Its JSON pointer is made only if it is asked for.
     *
     * @param outer null for the root
     */
    record Way(@Nullable Way outer, String name) {
        static final Way ROOT = new Way(null, "");

        Way child(String member) {
            return new Way(this, member);
        }

        /** The JSON pointer. */
        @Override
        public String toString() {
            return outer == null ? "" : Pointers.child(outer.toString(), name);
        }
    }
}
