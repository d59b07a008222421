package org.tokenapi.contract.bench;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A deviation of the library: a fault, or a variant that conforms.
 *
 * @param name the name; for a requirement that is ignored or exaggerated, a prefix and the name of the requirement
 * @param operation the operation whose responses change; empty for all
 * @param kind the first digit of the statuses of the responses that change
 * @param change changes a response
 */
record Fault(String name, String operation, int kind, UnaryOperator<Response> change) {
    static final String FORGETS = "forgets ";
    static final String STRICT = "is strict about ";
    static final Fault NONE = named("none");

    /** A fault that the library implements itself, without a change of responses. */
    static Fault named(String name) {
        return new Fault(name, "", 0, UnaryOperator.identity());
    }

    boolean forgets(String requirement) {
        return name.equals(FORGETS + requirement);
    }

    boolean isStrictAbout(String requirement) {
        return name.equals(STRICT + requirement);
    }

    boolean is(String wanted) {
        return name.equals(wanted);
    }

    Response apply(String called, Response response) {
        boolean meant = (operation.isEmpty() || operation.equals(called)) && response.status() / 100 == kind;
        return meant ? change.apply(response) : response;
    }

    @Override
    public String toString() {
        return (operation.isEmpty() ? "" : operation + " ") + name;
    }

    /** A response of the library. Immutable. */
    record Response(int status, Map<String, String> headers, byte[] body) {

        static Response of(int status, String type, String text) {
            return new Response(status, Map.of(), text.getBytes(StandardCharsets.UTF_8)).header("Content-Type", type);
        }

        Response status(int other) {
            return new Response(other, headers, body);
        }

        /** @param value null to remove the header */
        Response header(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.remove(name);
            if (value != null) {
                changed.put(name, value);
            }
            return new Response(status, changed, body);
        }

        Response body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Response body(byte[] bytes) {
            return new Response(status, headers, bytes);
        }

        String type() {
            return headers.getOrDefault("Content-Type", "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
