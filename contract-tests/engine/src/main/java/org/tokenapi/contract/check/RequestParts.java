package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokenapi.contract.check.Exchange.Request;

/** A request with its query and cookies parsed. */
record RequestParts(Headers headers, Map<String, List<String>> query, Map<String, List<String>> cookies) {

    static RequestParts of(Request request) {
        return new RequestParts(request.headers(), FormEncoding.fields(request.query()), cookies(request.headers()));
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
