package org.tokenapi.contract.bench;

import java.util.List;
import java.util.TreeMap;
import org.tokenapi.contract.bench.Fault.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Different ways to conform to {@code library.yaml}. */
final class Variants {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Variants() {}

    static List<Fault> all() {
        return List.of(
                Fault.named("gzip if asked"),
                Fault.named("chunked"),
                Fault.named("404 for methods"),
                Fault.named("501 for methods"),
                Fault.named("400 for media types"),
                Fault.named("422 for media types"),
                Fault.named("ignores Accept"),
                new Fault("properties in another order", "", 2, Variants::reordered),
                new Fault("white space", "", 2, Variants::indented),
                new Fault("undeclared property", "addBook", 2, a -> replace(a, "\\{", "{\"x\": {\"y\": null}, ")),
                new Fault("undeclared member of a problem", "", 4, a -> replace(a, "\\{", "{\"x\": [1], ")),
                new Fault(
                        "without what is optional",
                        "listBooks",
                        2,
                        a -> a.header("X-Next", null).body("{\"items\": []}")),
                new Fault("without an optional header", "addBook", 2, a -> a.header("ETag", null)),
                new Fault(
                        "with another offset",
                        "reserveBook",
                        2,
                        a -> replace(a, "2031-05-01T10:00:00[^\"]*", "2031-05-01T10:00:00.5-11:30")),
                new Fault("with an upper-case id", "getLoan", 2, a -> replace(a, "7f2c8b1e", "7F2C8B1E")),
                new Fault(
                        "quoted and reordered",
                        "addBook",
                        2,
                        a -> a.header(
                                "Content-Type",
                                a.type().replace(";profile=full;version=2", "; Version=\"2\" ; PROFILE=full"))),
                new Fault(
                        "with a charset",
                        "",
                        2,
                        a -> a.type().isEmpty() || a.type().contains("charset")
                                ? a
                                : a.header("Content-Type", a.type() + "; charset=UTF-8")),
                new Fault("without the charset", "openingHours", 2, a -> a.header("Content-Type", "text/plain")),
                new Fault(
                        "more headers",
                        "",
                        2,
                        a -> a.header("X-Request-Cost", "1").header("Vary", "Accept")),
                new Fault(
                        "no bodies with problems",
                        "",
                        4,
                        a -> a.header("Content-Type", null).body("")),
                new Fault("an absolute location", "lend", 2, a -> a.header("Location", "https://library.example/l/1")));
    }

    private static Response replace(Response response, String regex, String text) {
        return response.type().contains("json") ? response.body(response.text().replaceFirst(regex, text)) : response;
    }

    private static Response reordered(Response response) {
        if (!response.type().contains("json")) {
            return response;
        }
        ObjectNode ordered = MAPPER.createObjectNode();
        new TreeMap<>(MAPPER.convertValue(MAPPER.readTree(response.text()), ObjectNode.class).properties().stream()
                        .collect(java.util.stream.Collectors.toMap(m -> m.getKey(), m -> m.getValue())))
                .descendingMap()
                .forEach(ordered::set);
        return response.body(ordered.toString());
    }

    private static Response indented(Response response) {
        if (!response.type().contains("json")) {
            return response;
        }
        JsonNode value = MAPPER.readTree(response.text());
        return response.body("\n\t" + value.toPrettyString() + "\r\n ");
    }
}
