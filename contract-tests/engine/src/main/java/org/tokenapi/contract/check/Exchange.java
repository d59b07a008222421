package org.tokenapi.contract.check;

import java.util.Map;

/** A request and the answer to it, as they were on the wire. */
public record Exchange(Request request, Response response) {

    /**
     * A request.
     *
     * @param method in capitals
     * @param target path and query, percent-encoded, as they stand in the request line
     * @param body empty if there is none; must not be changed afterwards
     */
    public record Request(String method, String target, Headers headers, byte[] body) {

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

        /** Neither query nor header values nor body, because they may hold secrets. */
        @Override
        public String toString() {
            return method + " " + path();
        }
    }

    /**
     * An answer.
     *
     * @param status 0 if no whole answer came
     * @param body empty if there is none; must not be changed afterwards
     */
    public record Response(int status, Headers headers, byte[] body) {

        /** No answer, because the connection ended before it was whole. */
        public static Response none() {
            return new Response(0, Headers.of(Map.of()), new byte[0]);
        }

        /** The status alone, because header values and the body may hold secrets. */
        @Override
        public String toString() {
            return Integer.toString(status);
        }
    }
}
