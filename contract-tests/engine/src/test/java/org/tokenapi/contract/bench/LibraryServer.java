package org.tokenapi.contract.bench;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.zip.GZIPOutputStream;
import org.tokenapi.contract.bench.Fault.Response;
import org.tokenapi.contract.bench.Judge.Refusal;
import org.tokenapi.contract.bench.Rules.Rule;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that conforms to {@code library.yaml}, unless a fault is planted in it. It is stateless: adding or removing
 * something affects only the response.
 */
final class LibraryServer implements AutoCloseable {
    static final String KEY = "open-sesame";
    static final String STAFF =
            "Basic " + Base64.getEncoder().encodeToString("staff:secret".getBytes(StandardCharsets.UTF_8));

    private static final String BASE = "/lending/v1";
    private static final String JSON = "application/json";
    private static final String FULL = "application/vnd.library.book+json;profile=full;version=2";
    private static final String WISH = "application/vnd.library.wish+json;version=1";
    private static final String PROBLEM = "application/problem+json";
    private static final String ISBN = "^978-[0-9]{10}$";
    private static final String LOAN = "7f2c8b1e-0f5d-4a8e-9c2b-3d1e5f6a7b8c";
    private static final String RETURNED = "7f2c8b1e-0f5d-4a8e-9c2b-3d1e5f6a7b8d";

    private static final String BOOK = """
            {"id": 4711, "isbn": "978-0140449136", "title": "The Odyssey", "fragile": false, "pages": 541, "price": 12.95,
             "language": "en", "medium": "paper", "kind": "book", "tags": ["fiction", "travel"],
             "published": "2003-01-30", "website": "https://example.org/odyssey", "contact": "desk@example.org",
             "copies": {"OSL": 2}, "place": {"row": 4, "level": 10}, "remarks": "worn"}""";
    private static final String OTHER_BOOK = """
            {"id": 4712, "isbn": "978-0140447941", "title": "Aeneid", "pages": 1, "language": null,
             "place": {"box": "B7"}, "remarks": ["new", "thin"]}""";

    private static final Rule TAG = Rules.words("fiction", "science", "art", "travel");

    private static final Rule BOOK_RULE = Rules.object(
            properties(
                    "title*", Rules.text(1, 60),
                    "fragile", Rules.flag(),
                    "id", Rules.forbidden(),
                    "isbn*", Rules.matching(ISBN),
                    "pages*", Rules.integer(1, 5000),
                    "price", Rules.between("0", "100", "0.05"),
                    "language", Rules.nullable(Rules.text(2, 3)),
                    "medium", Rules.words("paper", "audio", "braille"),
                    "kind", Rules.words("book"),
                    "tags", Rules.list(1, 3, true, TAG),
                    "published", Rules.date(),
                    "website", Rules.uri(),
                    "contact", Rules.email(),
                    "purchaseCode", Rules.text(6, Integer.MAX_VALUE),
                    "copies", Rules.map(3, Rules.integer(0, Long.MAX_VALUE)),
                    "place",
                            Rules.either(
                                    "oneOf",
                                    Rules.object(
                                            properties(
                                                    "row*", Rules.integer(1, Long.MAX_VALUE),
                                                    "level*", Rules.multiple(5, "5")),
                                            Rules.closed()),
                                    Rules.object(properties("box*", Rules.text(0, 8)), Rules.closed())),
                    "remarks",
                            Rules.either(
                                    "anyOf",
                                    Rules.text(0, 20),
                                    Rules.list(0, 2, false, Rules.text(0, Integer.MAX_VALUE)))),
            Rules.open());

    private static final Rule RESERVATION_RULE = Rules.object(
            properties(
                    "until*", Rules.dateTime(),
                    "note", Rules.nullable(Rules.text(0, 40)),
                    "rank", Rules.nullable(Rules.integer(1, Long.MAX_VALUE))),
            Rules.open());

    private static final Map<String, Rule> LOAN_FORM = properties(
            "member*", Rules.integer(1000, 9999),
            "isbn*", Rules.matching(ISBN),
            "until", Rules.date(),
            "renewable", Rules.flag(),
            "notes", Rules.list(0, 2, false, Rules.text(0, 20)));

    private static final Rule MEMBER_RULE = Rules.object(
            properties(
                    "number", Rules.forbidden(),
                    "name*", Rules.matching(Rules.text(2, 30), "^[^0-9]*$"),
                    "address*",
                            Rules.object(
                                    properties(
                                            "lines*", Rules.list(1, 3, false, Rules.text(1, Integer.MAX_VALUE)),
                                            "zone", Rules.integer(Long.MIN_VALUE, Long.MAX_VALUE)),
                                    Rules.text(0, 10)),
                    "pin*", Rules.matching("^[0-9]{4}$"),
                    "level", Rules.oneOfNumbers("1", "2.5"),
                    "email", Rules.nullable(Rules.email())),
            Rules.closed());

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpServer http;
    private final Set<String> requirements = new ConcurrentSkipListSet<>();
    private volatile Fault fault = Fault.NONE;

    LibraryServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void plant(Fault newFault) {
        fault = newFault;
    }

    /** The faults that could have affected a request so far, by the names of the requirements that were checked. */
    Set<String> requirements() {
        return requirements;
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Incoming call = new Incoming(fault, exchange, body, requirements);
        Response response;
        try {
            response = call.response();
        } catch (Refusal refusal) {
            response = refuse(call, refusal.status());
        }
        response = fault.apply(call.operation, response);
        if (fault.is("hangs up")) {
            exchange.close();
        } else {
            write(exchange, response, call.header("Accept-Encoding").contains("gzip"));
        }
    }

    private static Response refuse(Incoming call, int status) {
        Response response = Response.of(status, PROBLEM, "{\"title\": \"Refused\", \"status\": " + status + "}");
        if (status == 405) {
            return response.header("Allow", call.allowed);
        }
        return status == 401 ? response.header("WWW-Authenticate", "Basic realm=\"library\"") : response;
    }

    private void write(HttpExchange exchange, Response response, boolean gzip) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = response.body();
        if (gzip && fault.is("gzip if asked")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(body);
            }
            body = packed.toByteArray();
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        }
        boolean chunked = fault.is("chunked") && response.status() != 204;
        exchange.sendResponseHeaders(response.status(), chunked ? 0 : body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Map<String, Rule> properties(Object... namesAndRules) {
        Map<String, Rule> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndRules.length; i += 2) {
            properties.put((String) namesAndRules[i], (Rule) namesAndRules[i + 1]);
        }
        return properties;
    }

    /** One request. */
    private static final class Incoming {
        private final Fault fault;
        private final Set<String> requirements;
        private final String method;
        private final String path;
        private final Headers headers;
        private final Map<String, List<String>> query;
        private final byte[] body;
        private String operation = "";
        private String allowed = "";
        private Judge judge;

        Incoming(Fault fault, HttpExchange exchange, byte[] body, Set<String> requirements) {
            this.fault = fault;
            this.requirements = requirements;
            this.method = exchange.getRequestMethod();
            this.path = exchange.getRequestURI().getPath();
            this.headers = exchange.getRequestHeaders();
            this.query = fields(String.valueOf(exchange.getRequestURI().getRawQuery()));
            this.body = body;
            this.judge = new Judge(fault, operation, requirements);
        }

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        Response response() {
            String[] parts = path.startsWith(BASE + "/")
                    ? path.substring(BASE.length() + 1).split("/")
                    : new String[0];
            String route = parts.length == 0
                    ? ""
                    : parts[0] + (parts.length > 1 ? "/{}" : "") + (parts.length > 2 ? "/" + parts[2] : "");
            String last = parts.length > 1 ? parts[1] : "";
            return switch (route) {
                case "books" -> called("GET listBooks", "POST addBook").equals("addBook") ? addBook() : listBooks();
                case "books/{}" ->
                    called("GET getBook", "DELETE removeBook").equals("removeBook") ? removeBook(last) : getBook(last);
                case "books/{}/reservations" -> {
                    called("POST reserveBook");
                    yield reserveBook(last);
                }
                case "loans" -> {
                    called("POST lend");
                    yield lend();
                }
                case "loans/{}" -> {
                    called("GET getLoan");
                    yield getLoan(last);
                }
                case "members/{}" -> {
                    called("PUT putMember");
                    yield putMember(last);
                }
                case "hours" -> {
                    called("GET openingHours");
                    yield openingHours();
                }
                default -> throw new Refusal(404);
            };
        }

        private String called(String... declared) {
            List<String> methods = Arrays.stream(declared)
                    .map(one -> one.substring(0, one.indexOf(' ')))
                    .toList();
            allowed = String.join(", ", methods);
            if (methods.contains(method)) {
                operation = declared[methods.indexOf(method)].substring(method.length() + 1);
            } else if (fault.is("takes " + method + " for another")) {
                operation = declared[0].substring(declared[0].indexOf(' ') + 1);
            } else {
                throw new Refusal(fault.is("404 for methods") ? 404 : fault.is("501 for methods") ? 501 : 405);
            }
            judge = new Judge(fault, operation, requirements);
            return operation;
        }

        private Response listBooks() {
            authenticate();
            query("tag", Rules.list(0, 3, true, TAG), false);
            query("shelf", Rules.list(2, 4, false, Rules.integer(1, 900)), true);
            query("limit", Rules.integer(1, 50), false);
            query("since", Rules.date(), false);
            query("reserved", Rules.flag(), false);
            optional("X-Branch", header("X-Branch"), Rules.matching("^[A-Z]{3}$"));
            optional("theme", cookie("theme"), Rules.words("light", "dark"));
            return Response.of(200, accepted(JSON), "{\"items\": [" + BOOK + ", " + OTHER_BOOK + "], \"more\": true}")
                    .header("X-Total", "2")
                    .header("X-Next", BASE + "/books?limit=2");
        }

        private Response addBook() {
            authenticate();
            required("Request-Id", header("Request-Id"), Rules.uuid());
            JsonNode book = json(true, BOOK_RULE, JSON, FULL);
            return Response.of(201, accepted(FULL, JSON), book.path("language").isNull() ? OTHER_BOOK : BOOK)
                    .header("Location", BASE + "/books/978-0140449136")
                    .header("ETag", "\"0a1b\"");
        }

        private Response getBook(String isbn) {
            authenticate();
            Rules.matching(ISBN).check(judge.ofTexts(), "isbn", text(isbn));
            if (isbn.equals("978-9999999999")) {
                throw new Refusal(404);
            }
            String type = accepted(JSON, "text/plain");
            return Response.of(
                    200, type, type.equals(JSON) ? isbn.endsWith("7941") ? OTHER_BOOK : BOOK : "The Odyssey");
        }

        private Response removeBook(String isbn) {
            authenticate();
            Rules.matching(ISBN).check(judge.ofTexts(), "isbn", text(isbn));
            return new Response(204, Map.of(), new byte[0]);
        }

        private Response reserveBook(String isbn) {
            authenticate();
            Rules.matching(ISBN).check(judge.ofTexts(), "isbn", text(isbn));
            JsonNode wish = json(false, RESERVATION_RULE, WISH);
            boolean noted = wish.path("note").isString();
            return Response.of(
                    200,
                    accepted(WISH),
                    noted
                            ? "{\"until\": \"2031-05-01T10:00:00+02:00\", \"note\": \"soon\", \"rank\": 1}"
                            : "{\"until\": \"2031-05-01T10:00:00Z\", \"note\": null, \"rank\": null}");
        }

        private Response lend() {
            authenticate();
            required("desk", String.join(",", query.getOrDefault("desk", List.of())), Rules.integer(2, 20));
            if (body()) {
                contentType("application/x-www-form-urlencoded");
                Map<String, List<String>> fields = fields(new String(body, StandardCharsets.UTF_8));
                Rules.object(LOAN_FORM, Rules.closed()).check(judge.ofTexts(), "body", Rules.form(fields, LOAN_FORM));
            }
            return Response.of(201, accepted("text/plain"), "Due on 2031-05-01")
                    .header("Location", BASE + "/loans/" + LOAN);
        }

        private Response getLoan(String loan) {
            authenticate();
            Rules.uuid().check(judge.ofTexts(), "loan", text(loan));
            if (!loan.equals(LOAN)
                    && !loan.equals(RETURNED)
                    && judge.ofTexts().wouldPass(Rules.uuid(), "loan", text(loan))
                    && !fault.forgets("getLoan loan format")) {
                throw new Refusal(404);
            }
            return Response.of(
                    200,
                    accepted(JSON),
                    "{\"id\": \"" + LOAN + "\", \"isbn\": \"978-0140449136\", \"member\": 1000,"
                            + " \"dueAt\": \"2031-05-01T10:00:00Z\", \"returnedAt\": "
                            + (loan.equals(RETURNED) ? "\"2031-04-30T18:00:00Z\"" : "null")
                            + ", \"history\": [\"2028-02-29\"]}");
        }

        private Response putMember(String number) {
            authenticate();
            Rule rule = Rules.integer(1000, 9999);
            rule.check(judge.ofTexts(), "number", rule.read(List.of(number)));
            JsonNode member = json(true, MEMBER_RULE, JSON);
            String email = member.path("email").isString() ? "\"anna@example.org\"" : "null";
            return Response.of(
                    200,
                    accepted(JSON),
                    "{\"number\": 1000, \"name\": \"Anna\", \"address\": {\"lines\": [\"Gate 1\"], \"zone\": 2, \"town\":"
                            + " \"Oslo\"}, \"level\": 2.5, \"email\": " + email + "}");
        }

        private Response openingHours() {
            required("visitor", cookie("visitor"), Rules.matching(Rules.text(4, 8), "^[a-z]*$"));
            return Response.of(200, accepted("text/plain;charset=utf-8"), "10-18");
        }

        // Common parts of all operations.

        private void authenticate() {
            boolean key = headers.containsKey("X-Library-Key");
            String credentials = header("Authorization");
            boolean basic = credentials.toLowerCase(Locale.ROOT).startsWith("basic ");
            judge.require("credentials missing", key || !credentials.isEmpty(), 401);
            judge.require("credentials of another scheme", key || credentials.isEmpty() || basic, 401);
            if (key) {
                judge.require("key empty", !header("X-Library-Key").isEmpty(), 401);
                boolean right = header("X-Library-Key").equals(KEY)
                        || header("X-Library-Key").isEmpty();
                judge.require("key wrong", right, 401);
            } else if (basic) {
                boolean right = credentials.substring(6).trim().equals(STAFF.substring(6));
                judge.require("staff wrong", right, 401);
                judge.tolerate("staff", right, 401);
            }
        }

        private void query(String name, Rule rule, boolean commas) {
            List<String> values = query.getOrDefault(name, List.of());
            if (commas) {
                values = values.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .toList();
            }
            judge.tolerate(name + " at all", !values.isEmpty(), 400);
            if (!values.isEmpty()) {
                rule.check(judge.ofTexts(), name, rule.read(values));
            }
        }

        private void optional(String name, String value, Rule rule) {
            judge.tolerate(name + " at all", !value.isEmpty(), 400);
            if (!value.isEmpty()) {
                rule.check(judge.ofTexts(), name, rule.read(List.of(value)));
            }
        }

        private void required(String name, String value, Rule rule) {
            judge.require(name + " missing", !value.isEmpty());
            if (!value.isEmpty()) {
                rule.check(judge.ofTexts(), name, rule.read(List.of(value)));
            }
        }

        private String cookie(String name) {
            return Arrays.stream(header("Cookie").split(";"))
                    .map(String::trim)
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .map(cookie -> cookie.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        /** Whether there is a body to read. */
        private boolean body() {
            judge.require("body missing", body.length > 0);
            return body.length > 0;
        }

        private JsonNode json(boolean required, Rule rule, String... types) {
            if (required) {
                if (!body()) {
                    return MAPPER.missingNode();
                }
            } else if (body.length == 0) {
                judge.tolerate("body absent", true, 400);
                return MAPPER.missingNode();
            }
            contentType(types);
            JsonNode value = MAPPER.missingNode();
            try {
                value = MAPPER.readTree(body);
            } catch (JacksonException e) {
                judge.require("body malformed", false);
            }
            if (!value.isMissingNode()) {
                rule.check(judge, "body", value);
            }
            return value;
        }

        private void contentType(String... types) {
            String header = header("Content-Type");
            judge.require("Content-Type missing", !header.isEmpty(), refusal());
            if (header.isEmpty()) {
                return;
            }
            String essence = essence(header);
            boolean known = Arrays.stream(types).anyMatch(type -> essence(type).equals(essence));
            judge.require("Content-Type unknown", known, refusal());
            boolean exact = Arrays.stream(types)
                    .anyMatch(type ->
                            essence(type).equals(essence) && parameters(type).equals(parameters(header)));
            if (header.contains("application/vnd.")) {
                judge.require("Content-Type parameters", exact || !known, refusal());
            }
            judge.tolerate("Content-Type charset", header.contains("charset"), refusal());
            judge.tolerate("Content-Type in capitals", header.startsWith("APPLICATION"), refusal());
            String declared = String.join(" ", types);
            if (declared.contains(";")) {
                judge.tolerate("Content-Type quoted", header.contains("\""), refusal());
            }
            if (declared.contains("profile")) {
                judge.tolerate("Content-Type reordered", header.matches(".*version.*profile.*"), refusal());
            }
        }

        private int refusal() {
            return fault.is("400 for media types") ? 400 : fault.is("422 for media types") ? 422 : 415;
        }

        /** The first offered media type that the client accepts. */
        private String accepted(String... offered) {
            String accept = header("Accept");
            for (String range : accept.split(",")) {
                for (String type : offered) {
                    boolean all = range.trim().startsWith("*/*") || accept.isEmpty();
                    if (all
                            || essence(range).equals(essence(type))
                                    && parameters(range).equals(parameters(type))) {
                        return type;
                    }
                }
            }
            if (fault.is("ignores Accept")) {
                return offered[0];
            }
            throw new Refusal(406);
        }

        private static String essence(String type) {
            return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        }

        private static Map<String, String> parameters(String type) {
            Map<String, String> parameters = new TreeMap<>();
            String[] parts = type.split(";");
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].trim().split("=", 2);
                String name = pair[0].toLowerCase(Locale.ROOT);
                String value = pair.length < 2 ? "" : pair[1].replace("\"", "");
                if (!name.equals("q") && !(name.equals("charset") && value.equalsIgnoreCase("utf-8"))) {
                    parameters.put(name, value);
                }
            }
            return parameters;
        }

        private static JsonNode text(String text) {
            return MAPPER.getNodeFactory().stringNode(text);
        }

        private static Map<String, List<String>> fields(String encoded) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            for (String field : encoded.split("&")) {
                String[] pair = field.split("=", 2);
                if (!pair[0].isEmpty() && !field.equals("null")) {
                    fields.computeIfAbsent(decode(pair[0]), name -> new ArrayList<>())
                            .add(pair.length < 2 ? "" : decode(pair[1]));
                }
            }
            return fields;
        }

        private static String decode(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }
}
