package org.tokenapi.contract.check;

import java.util.Map;

/**
 * A request and its response, as sent over the network. It contains secrets. Immutable, if the bodies are not changed.
 */
public record Exchange(Request request, Response response) {

    /**
     * A request.
     *
     * @param method the method, in upper case
     * @param target path and query, percent-encoded, as in the request line
     * @param body empty if there is none; do not change it
     * @param whole whether the body is all that was sent; one that is cut is not checked
     */
    public record Request(String method, String target, Headers headers, byte[] body, boolean whole) {
        public Request(String method, String target, Headers headers, byte[] body) {
            this(method, target, headers, body, true);
        }

        /** The path without the query, percent-encoded. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** The query without its question mark, percent-encoded; empty if there is none. */
        public String query() {
            int query = target.indexOf('?');
            return query < 0 ? "" : target.substring(query + 1);
        }

        /** Method and path only, because the rest may contain secrets. */
        @Override
        public String toString() {
            return method + " " + path();
        }
    }

    /**
     * A response.
     *
     * @param status 200 to 599; 0 if there was no complete response
     * @param body empty if there is none; do not change it
     * @param whole whether the body is all that was sent; one that is cut is not checked
     */
    public record Response(int status, Headers headers, byte[] body, boolean whole) {
        public Response(int status, Headers headers, byte[] body) {
            this(status, headers, body, true);
        }

        /** The absence of a response, because the connection ended before it was complete. */
        public static Response none() {
            return new Response(0, Headers.of(Map.of()), new byte[0]);
        }

        /** The status only, because the rest may contain secrets. */
        @Override
        public String toString() {
            return Integer.toString(status);
        }
    }
}
