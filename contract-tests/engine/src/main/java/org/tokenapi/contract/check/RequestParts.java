package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Parameter.In;

/**
 * The parts of a request that parameters are written in, each with texts that are still encoded.
 *
 * @param path the values of the path's variables
 * @param query the fields of the query, names decoded
 * @param cookies the cookies
 * @param queryString the whole query
 */
record RequestParts(
        Headers headers,
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, List<String>> cookies,
        String queryString) {

    static RequestParts of(Request request, Route route) {
        return new RequestParts(
                request.headers(),
                route.rawValues(),
                FormEncoding.fields(request.query()),
                cookies(request.headers()),
                request.query());
    }

    /** The fields of a place in which each parameter has names of its own. */
    Map<String, List<String>> fields(In in) {
        return in == In.COOKIE ? cookies : query;
    }

    private static Map<String, List<String>> cookies(Headers headers) {
        Map<String, List<String>> cookies = new LinkedHashMap<>();
        for (String header : headers.all("Cookie")) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.computeIfAbsent(pair.substring(0, equals).trim(), name -> new ArrayList<>())
                            .add(pair.substring(equals + 1).trim());
                }
            }
        }
        return cookies;
    }
}
