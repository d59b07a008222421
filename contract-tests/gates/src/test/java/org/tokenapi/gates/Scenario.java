package org.tokenapi.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.gates.RunningServer.Credentials;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call with the status that the contract requires. Immutable.
 *
 * @param operation the operation that is called
 * @param name the difference from the conforming call
 */
record Scenario(Operation operation, String name, int status, RawCall call) {

    @Override
    public String toString() {
        return operation.id() + ", " + name + ": expected " + status;
    }

    /** The scenarios that apply to every operation, then those of each operation's description. */
    static List<Scenario> all(OpenApiDocument document, Credentials credentials) {
        List<Scenario> scenarios = new ArrayList<>();
        for (Operation operation : document.operations()) {
            Collector add = new Collector(operation, RawCall.conforming(operation, credentials.valid()), scenarios);
            common(add, credentials);
            switch (operation.id()) {
                case "triggerApiTokenAction" -> triggerAction(add);
                case "patchApiToken" -> patch(add);
                case "searchApiTokens" -> search(add);
                case "updateToken" -> update(add);
                case "generateSyncClientCredentials" -> generateCredentials(add);
                default -> throw new IllegalStateException("no scenarios are defined for " + operation.id());
            }
        }
        return scenarios;
    }

    private static void common(Collector add, Credentials credentials) {
        Operation operation = add.operation;
        RawCall call = add.call;
        for (Example example : operation.requestBody().content().get(0).examples()) {
            add.scenario(
                    200, "example " + example.name(), call.body(example.value().toString()));
        }
        add.scenario(
                200, "Content-Type with charset", call.header("Content-Type", contentType(call) + ";charset=UTF-8"));
        add.scenario(200, "unknown property", call.body(withProperty(call.body(), "\"to_come\": {\"a\": [1]}")));
        add.scenario(200, "unknown query parameter", call.query("to_come", "1"));
        add.scenario(401, "no credentials", call.header("Authorization", null));
        add.scenario(401, "empty credentials", call.header("Authorization", "Bearer "));
        add.scenario(401, "another scheme", call.header("Authorization", "Basic dXNlcjpwYXNzd29yZA=="));
        add.scenario(401, "wrong token", call.bearer("nonsense"));
        add.scenario(401, "forged token", call.bearer(forged(credentials.valid())));
        add.scenario(401, "expired token", call.bearer(credentials.expired()));
        add.scenario(403, "token of another tenant", call.bearer(credentials.otherTenant()));
        add.scenario(403, "token without the scope", call.bearer(credentials.withoutScope()));
        add.scenario(406, "response as XML", call.header("Accept", "application/xml"));
        add.scenario(406, "response as a problem only", call.header("Accept", "application/problem+json"));
        add.scenario(405, "undeclared method", call.method("DELETE"));
        add.scenario(
                413,
                "two megabytes",
                call.body(withProperty(call.body(), "\"to_come\": \"" + "x".repeat(2_000_000) + "\"")));
        add.scenario(415, "body as XML", call.header("Content-Type", "application/xml"));
        add.scenario(415, "body without Content-Type", call.header("Content-Type", null));
        add.scenario(400, "half a JSON", call.body("{\"a\":"));
        add.scenario(400, "an array", call.body("[]"));
        add.scenario(400, "two JSON values", call.body(call.body() + "{}"));
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in() == In.QUERY && parameter.required()) {
                add.scenario(400, "without " + parameter.name(), call.query(parameter.name(), null));
                add.scenario(400, "another " + parameter.name(), call.query(parameter.name(), "explode"));
            }
        }
        if (operation.requestBody().required()) {
            add.scenario(400, "no body", call.withoutBody());
        } else {
            add.scenario(200, "no body", call.withoutBody());
        }
    }

    private static void triggerAction(Collector add) {
        add.scenario(404, "unknown token", add.call.path("id", "no-such-token"));
        add.scenario(400, "links of the wrong type", add.call.body("{\"_links\": 1}"));
    }

    private static void patch(Collector add) {
        RawCall call = add.call;
        add.scenario(404, "unknown token", call.path("id", "no-such-token"));
        add.scenario(200, "shortest name", call.body("{\"token_display_name\": \"abc\"}"));
        add.scenario(200, "longest name", call.body("{\"token_display_name\": \"" + "a".repeat(255) + "\"}"));
        add.scenario(400, "name too short", call.body("{\"token_display_name\": \"ab\"}"));
        add.scenario(400, "name too long", call.body("{\"token_display_name\": \"" + "a".repeat(256) + "\"}"));
        add.scenario(400, "name as a number", call.body("{\"token_display_name\": 12345}"));
        add.scenario(400, "no name", call.body("{\"access_token_ttl\": 60}"));
        add.scenario(400, "name null", call.body("{\"token_display_name\": null}"));
        add.property(200, "access_token_ttl", "9223372036854775807");
        add.property(400, "access_token_ttl", "9223372036854775808");
        add.property(400, "access_token_ttl", "0");
        add.property(400, "access_token_ttl", "\"60\"");
        add.property(400, "access_token_ttl", "1.5");
        add.property(400, "access_token_ttl", "null");
        add.property(200, "max_count_of_uses", "1");
        add.property(400, "max_count_of_uses", "2");
        add.property(400, "max_count_of_uses", "2147483648");
        add.property(200, "token_description", "\"\"");
        add.property(200, "token_description", "\"" + "d".repeat(4000) + "\"");
        add.property(400, "token_description", "\"" + "d".repeat(4001) + "\"");
    }

    private static void search(Collector add) {
        RawCall call = add.call;
        add.scenario(200, "largest page", call.query("pageSize", "1000"));
        add.scenario(200, "last index", call.query("startIndex", "100000"));
        add.scenario(400, "page too deep", call.query("startIndex", "100001"));
        add.scenario(400, "page 0", call.query("startIndex", "0"));
        add.scenario(400, "page beyond int32", call.query("startIndex", "2147483648"));
        add.scenario(400, "page one", call.query("startIndex", "one"));
        add.scenario(400, "page size 0", call.query("pageSize", "0"));
        add.scenario(400, "page size 1001", call.query("pageSize", "1001"));
        for (String key : List.of("created_date", "access_token_ttl", "token_status")) {
            add.property(200, "sort_by", "\"" + key + "\"");
        }
        add.property(200, "sort_order", "\"desc\"");
        add.property(400, "sort_by", "\"id\"");
        add.property(400, "sort_order", "\"up\"");
        for (String list : List.of("and", "or")) {
            add.property(200, list, "[{\"key\": \"token_status\", \"values\": [\"EXPIRED\"]}]");
            add.property(400, list, "[{\"key\": \"token_colour\", \"values\": [\"red\"]}]");
            add.property(400, list, "[{\"key\": \"token_status\", \"operator\": \"IS\", \"values\": [\"EXPIRED\"]}]");
            add.property(400, list, "[{\"operator\": \"EQUALS\", \"values\": [\"EXPIRED\"]}]");
            add.property(400, list, "[{\"key\": \"acct\", \"values\": [\"" + "v".repeat(4001) + "\"]}]");
            add.property(400, list, "[null]");
            add.property(400, list, "{}");
        }
    }

    private static void update(Collector add) {
        RawCall call = add.call;
        add.scenario(
                200,
                "id with raw colons",
                new RawCall(
                        call.method(),
                        call.path().replace("{id}", call.pathValues().get("id")),
                        Map.of(),
                        call.query(),
                        call.headers(),
                        call.body()));
        add.scenario(200, "quoted version", call.header("Accept", "application/json; VERSION=\"39.0\""));
        add.scenario(406, "no version", call.header("Accept", "application/json"));
        add.scenario(406, "another version", call.header("Accept", "application/json;version=38.1"));
        add.scenario(406, "anything", call.header("Accept", "*/*"));
        add.scenario(406, "no Accept", call.header("Accept", null));
        add.scenario(403, "unknown token", call.path("id", "urn:vcloud:token:00000000-0000-0000-0000-000000000000"));
        add.scenario(400, "another id in the body", call.body("{\"id\": \"urn:vcloud:token:1\", \"name\": \"n\"}"));
        add.scenario(400, "no name", call.body(call.body().replaceFirst(",\"name\":\"[^\"]*\"", "")));
        add.property(200, "expirationTimeUtc", "\"2027-06-30T14:00:00.123456789+02:00\"");
        add.property(200, "expirationTimeUtc", "null");
        add.property(400, "expirationTimeUtc", "\"2027-06-30\"");
        add.property(400, "expirationTimeUtc", "1814356800");
        add.property(200, "requireRotation", "null");
        add.property(200, "requireRotation", "true");
        add.property(400, "requireRotation", "\"true\"");
        add.property(400, "type", "\"PROXY\"");
        add.property(400, "userId", "\"urn:vcloud:user:1\"");
    }

    private static void generateCredentials(Collector add) {
        RawCall call = add.call;
        add.scenario(404, "directory without a sync client", call.path("id", "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e62"));
        add.scenario(404, "unknown directory", call.path("id", "no-such-directory"));
        add.scenario(409, "directory with two sync clients", call.path("id", "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e61"));
        add.property(200, "client_secret", "\"left over\"");
        add.scenario(200, "longest life", call.body("{\"generate_token\": true, \"token_ttl\": 2147483647}"));
        add.scenario(400, "life beyond int32", call.body("{\"generate_token\": true, \"token_ttl\": 2147483648}"));
        add.scenario(400, "no life", call.body("{\"generate_token\": true, \"token_ttl\": 0}"));
        add.scenario(400, "flag as a text", call.body("{\"generate_token\": \"true\"}"));
    }

    /** Collects the scenarios of one operation. */
    private record Collector(Operation operation, RawCall call, List<Scenario> scenarios) {

        void scenario(int status, String name, RawCall changed) {
            scenarios.add(new Scenario(operation, name, status, changed));
        }

        /** The conforming request with one property added or replaced. */
        void property(int status, String name, String json) {
            String shown = json.length() > 60 ? json.length() + " characters" : json;
            scenario(status, name + " " + shown, call.body(withProperty(call.body(), "\"" + name + "\": " + json)));
        }
    }

    private static String contentType(RawCall call) {
        return call.headers().get("Content-Type");
    }

    private static String withProperty(String object, String property) {
        String name = property.substring(0, property.indexOf(':'));
        ObjectNode without = Json.MAPPER.readTree(object).asObject();
        without.remove(name.replace("\"", ""));
        return without.isEmpty()
                ? "{" + property + "}"
                : without.toString().replaceFirst("\\{", "{" + Matcher.quoteReplacement(property) + ", ");
    }

    /** The same header and claims with the signature of another key. */
    private static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        String other = new StringBuilder(token.substring(signature)).reverse().toString();
        return token.substring(0, signature) + other;
    }
}
