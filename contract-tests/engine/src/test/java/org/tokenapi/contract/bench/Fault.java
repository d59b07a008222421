package org.tokenapi.contract.bench;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A way in which the library goes wrong, or differs without going wrong.
 *
 * @param name what it does; the name of a demand where it forgets that, or is too strict about it
 * @param operation the operation whose answers differ; empty for all
 * @param kind the first digit of the statuses whose answers differ
 * @param change what becomes of the answer
 */
record Fault(String name, String operation, int kind, UnaryOperator<Answer> change) {
    static final String FORGETS = "forgets ";
    static final String STRICT = "is strict about ";
    static final Fault NONE = named("none");

    /** A fault that is not in the answers. */
    static Fault named(String name) {
        return new Fault(name, "", 0, UnaryOperator.identity());
    }

    boolean forgets(String demand) {
        return name.equals(FORGETS + demand);
    }

    boolean isStrictAbout(String demand) {
        return name.equals(STRICT + demand);
    }

    boolean is(String wanted) {
        return name.equals(wanted);
    }

    Answer apply(String called, Answer answer) {
        boolean meant = (operation.isEmpty() || operation.equals(called)) && answer.status() / 100 == kind;
        return meant ? change.apply(answer) : answer;
    }

    @Override
    public String toString() {
        return (operation.isEmpty() ? "" : operation + " ") + name;
    }

    /** An answer of the library. Immutable. */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        static Answer of(int status, String type, String text) {
            return new Answer(status, Map.of(), text.getBytes(StandardCharsets.UTF_8)).header("Content-Type", type);
        }

        Answer status(int other) {
            return new Answer(other, headers, body);
        }

        /** @param value null for none */
        Answer header(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.remove(name);
            if (value != null) {
                changed.put(name, value);
            }
            return new Answer(status, changed, body);
        }

        Answer body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Answer body(byte[] bytes) {
            return new Answer(status, headers, bytes);
        }

        String type() {
            return headers.getOrDefault("Content-Type", "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
