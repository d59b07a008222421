package org.tokenapi.contract.report;

import java.nio.charset.StandardCharsets;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.Headers;
import tools.jackson.databind.node.ObjectNode;

/** Writes requests and responses as text and as JSON. It redacts nothing: give it redacted messages only. */
final class Messages {
    private Messages() {}

    static String text(Request request) {
        return request.method() + " " + request.target() + "\n" + text(request.headers(), request.body());
    }

    static String text(Response response) {
        return response.status() + "\n" + text(response.headers(), response.body());
    }

    private static String text(Headers headers, byte[] body) {
        StringBuilder text = new StringBuilder();
        for (String name : headers.names()) {
            headers.all(name)
                    .forEach(value ->
                            text.append(name).append(": ").append(value).append('\n'));
        }
        return body.length == 0
                ? text.toString()
                : text.append('\n').append(body(body)).append('\n').toString();
    }

    static void put(ObjectNode object, Request request) {
        object.put("method", request.method());
        object.put("target", request.target());
        put(object, request.headers(), request.body());
    }

    static void put(ObjectNode object, Response response) {
        object.put("status", response.status());
        put(object, response.headers(), response.body());
    }

    private static void put(ObjectNode object, Headers headers, byte[] body) {
        ObjectNode fields = object.putObject("headers");
        headers.names().forEach(name -> fields.put(name, headers.get(name).orElse("")));
        if (body.length > 0) {
            object.put("body", body(body));
        }
    }

    private static String body(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
