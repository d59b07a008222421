package org.tokenapi.contract.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tokenapi.contract.bench.Fault.Response;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Responses that violate {@code library.yaml}, each in one place. */
final class ResponseFaults {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Faults in bodies: the operation, a JSON pointer, and the new value; without a value, the part is removed. */
    private static final String BODIES = """
            getBook /title
            getBook /id
            getBook /pages
            getBook /title 7
            getBook /title ""
            getBook /title null
            getBook /title "0123456789012345678901234567890123456789012345678901234567890"
            getBook /fragile "false"
            getBook /id 4711.5
            getBook /id "4711"
            getBook /id 9223372036854775808
            getBook /isbn "978-01404"
            getBook /pages 0
            getBook /pages 5001
            getBook /pages 12.5
            getBook /pages "541"
            getBook /price 0
            getBook /price 100
            getBook /price 0.07
            getBook /price true
            getBook /language "e"
            getBook /language "engl"
            getBook /medium "papyrus"
            getBook /medium null
            getBook /kind "journal"
            getBook /tags []
            getBook /tags ["fiction","fiction"]
            getBook /tags ["fiction","travel","art","science","fiction"]
            getBook /tags/0 "poetry"
            getBook /tags "fiction"
            getBook /published "30.01.2003"
            getBook /published "2003-02-30"
            getBook /website "odyssey"
            getBook /contact "desk"
            getBook /copies/OSL "two"
            getBook /copies/OSL -1
            getBook /copies {"A":1,"B":1,"C":1,"D":1}
            getBook /copies []
            getBook /place/room 1
            getBook /place/level 12
            getBook /place/row
            getBook /place 4
            getBook /place {"box":"B7","row":1,"level":5}
            getBook /remarks "a remark that is too long"
            getBook /remarks ["a","b","c"]
            getBook /remarks 1
            getBook /purchaseCode "secret"
            getBook /copies/purchaseCode "leaked"
            getBook /place/purchaseCode "leaked"
            getBook /pin "4711"
            listBooks /items
            listBooks /items {}
            listBooks /items/1/title
            listBooks /items/1/pages "1"
            listBooks /items/1/language 1
            listBooks /items/1/remarks/0 7
            listBooks /items/0/pin "4711"
            listBooks /more "yes"
            listBooks []
            listBooks "books"
            addBook /isbn "?"
            addBook /id null
            reserveBook /until
            reserveBook /until "2031-05-01"
            reserveBook /until "tomorrow"
            reserveBook /until "2031-05-01T10:00:00"
            reserveBook /until 1
            reserveBook /until null
            reserveBook /rank 0
            reserveBook /rank "1"
            reserveBook /note 3
            getLoan /id "7"
            getLoan /member 999
            getLoan /member 10000
            getLoan /dueAt "2031-13-01T10:00:00Z"
            getLoan /dueAt null
            getLoan /returnedAt
            getLoan /returnedAt 0
            getLoan /returnedAt "never"
            getLoan /history ["2028-02-29","2028-02-29","2028-02-29","2028-02-29"]
            getLoan /history ["2027-02-29"]
            getLoan /fine 3
            putMember /pin "4711"
            putMember /name "A"
            putMember /name "Anna 2"
            putMember /address
            putMember /address/lines []
            putMember /address/lines/0 ""
            putMember /address/lines/0 null
            putMember /address/zone "2"
            putMember /address/town 7
            putMember /address/town "a name too long"
            putMember /level 2
            putMember /email "anna"
            putMember /email 1
            putMember /club true
            """;

    private ResponseFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        BODIES.lines().forEach(line -> faults.add(body(line)));

        faults.add(new Fault("empty body", "getBook", 2, response -> response.body("")));
        faults.add(new Fault("half a body", "getBook", 2, a -> a.body(a.text().substring(1))));
        faults.add(new Fault("body twice", "getLoan", 2, a -> a.body(a.text() + a.text())));
        faults.add(new Fault(
                "property twice", "getLoan", 2, a -> a.body(a.text().replaceFirst("\\{", "{\"member\": 1000, "))));
        faults.add(new Fault(
                "body in Latin-1", "getLoan", 2, a -> a.body("{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1))));
        faults.add(new Fault("HTML", "getLoan", 2, a -> a.body("<html>")));
        faults.add(new Fault("text that does not match", "lend", 2, a -> a.body("Due soon")));
        faults.add(new Fault("text too long", "getBook", 2, ifPlain(a -> a.body("a".repeat(61)))));
        faults.add(new Fault("text empty", "getBook", 2, ifPlain(a -> a.body(""))));
        faults.add(new Fault("hours that do not match", "openingHours", 2, a -> a.body("all day")));
        faults.add(new Fault(
                "hours in Latin-1", "openingHours", 2, a -> a.body("é".getBytes(StandardCharsets.ISO_8859_1))));
        faults.add(new Fault("200 for 204", "removeBook", 2, a -> a.status(200)));

        for (String operation : List.of("getBook", "addBook", "openingHours", "reserveBook")) {
            header(faults, operation, 2, "Content-Type", null, "text/html", "nonsense", "application/xml");
        }
        header(faults, "addBook", 2, "Location", null, "not a uri");
        header(faults, "addBook", 2, "ETag", "0a1b");
        header(faults, "lend", 2, "Location", (String) null);
        header(faults, "listBooks", 2, "X-Total", null, "many", "-1", "1.5");
        header(faults, "listBooks", 2, "X-Next", "/books");
        header(
                faults,
                "reserveBook",
                2,
                "Content-Type",
                "application/vnd.library.wish+json",
                "application/vnd.library.wish+json;version=2",
                "application/vnd.library.wish+json;version=1;profile=full",
                "application/json");
        header(
                faults,
                "addBook",
                2,
                "Content-Type",
                "application/vnd.library.book+json;profile=full",
                "application/vnd.library.book+json;version=2",
                "application/vnd.library.book+json;profile=FULL;version=2");
        header(faults, "getBook", 2, "Content-Type", "application/json;version=1", "application/problem+json");
        header(faults, "openingHours", 2, "Content-Type", "text/plain;charset=latin1");
        header(faults, "getLoan", 2, "Content-Encoding", "gzip");
        for (int status : new int[] {201, 203, 302, 500, 503}) {
            faults.add(new Fault("status " + status, "getLoan", 2, a -> a.status(status)));
            faults.add(new Fault("status " + status, "openingHours", 2, a -> a.status(status)));
        }
        faults.add(new Fault("200 for 201", "addBook", 2, a -> a.status(200)));
        faults.add(new Fault("404 for everything", "", 2, a -> Response.of(404, "application/problem+json", "{}")));

        faults.add(new Fault("500 for a refusal", "addBook", 4, a -> a.status(500)));
        faults.add(new Fault("302 for a refusal", "addBook", 4, a -> a.status(302)));
        faults.add(new Fault("refusals in HTML", "addBook", 4, a -> a.header("Content-Type", "text/html")));
        faults.add(new Fault("refusals as JSON", "addBook", 4, a -> a.header("Content-Type", "application/json")));
        faults.add(new Fault("refusals malformed", "addBook", 4, a -> a.body("{")));
        faults.add(new Fault("refusals without status", "addBook", 4, a -> a.body("{}")));
        faults.add(new Fault("refusals with a text for status", "lend", 4, a -> a.body("{\"status\": \"400\"}")));
        faults.add(new Fault("refusals with status 200", "lend", 4, a -> a.body("{\"status\": 200}")));
        faults.add(new Fault("refusals that leak", "lend", 4, a -> a.body("{\"status\": 400, \"pin\": \"4711\"}")));
        faults.add(new Fault("404 for unauthorized", "getLoan", 4, a -> a.status(404)));
        header(faults, "getLoan", 4, "WWW-Authenticate", null, "x");
        header(faults, "putMember", 4, "Content-Type", (String) null);
        faults.add(Fault.named("hangs up"));
        for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH")) {
            faults.add(Fault.named("takes " + method + " for another"));
        }
        return faults;
    }

    private static void header(List<Fault> faults, String operation, int kind, String name, String... values) {
        for (String value : values == null ? new String[] {null} : values) {
            faults.add(new Fault(
                    name + " " + value + (kind == 4 ? " in refusals" : ""),
                    operation,
                    kind,
                    a -> a.header(name, value)));
        }
    }

    private static UnaryOperator<Response> ifPlain(UnaryOperator<Response> change) {
        return response -> response.type().startsWith("text/plain") ? change.apply(response) : response;
    }

    private static Fault body(String line) {
        String[] parts = line.split(" ", 3);
        boolean whole = !parts[1].startsWith("/");
        String value = whole ? line.substring(parts[0].length() + 1) : parts.length < 3 ? null : parts[2];
        return new Fault(
                "body " + line.substring(parts[0].length() + 1),
                parts[0],
                2,
                response -> response.type().contains("json")
                        ? response.body(whole ? value : change(response.text(), parts[1], value))
                        : response);
    }

    private static String change(String json, String pointer, String value) {
        JsonNode root = MAPPER.readTree(json);
        JsonPointer place = JsonPointer.compile(pointer);
        String name = place.last().getMatchingProperty();
        JsonNode holder = root.at(place.head());
        if (holder instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), MAPPER.readTree(value));
        } else if (holder instanceof ObjectNode object && value == null) {
            object.remove(name);
        } else if (holder instanceof ObjectNode object) {
            object.set(name, MAPPER.readTree(value));
        }
        return root.toString();
    }
}
