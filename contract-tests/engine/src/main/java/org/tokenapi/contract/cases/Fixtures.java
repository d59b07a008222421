package org.tokenapi.contract.cases;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.Source;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document can't state about a server: values that exist there, requests that lead to a certain status, and
 * cases to omit, each with a reason. It is a YAML file with the schema {@code fixtures.schema.json} next to this class.
 * Immutable and thread-safe.
 */
public final class Fixtures {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final Source source;
    private final JsonNode root;
    private final Map<String, String> variables;
    private final List<Omission> omissions = new ArrayList<>();

    private Fixtures(Source source, Map<String, String> variables) {
        this.source = source;
        this.root = source.root();
        this.variables = Map.copyOf(variables);
        for (JsonNode omitted : root.path("omit")) {
            String kind = omitted.has("case") ? "case" : "row";
            omissions.add(new Omission(
                    kind,
                    new Glob(omitted.get(kind).asString()),
                    omitted.get("reason").asString()));
        }
    }

    /** Fixtures without any content. */
    public static Fixtures none() {
        return new Fixtures(new Source("no fixtures", "{}"), Map.of());
    }

    /**
     * Fixtures that make a recorded request the conforming request of its operation: its headers, its parameters and,
     * if it is JSON, its body.
     *
     * @param route the operation of the request
     * @param request the recorded request
     */
    public static Fixtures ofRequest(Route route, Exchange.Request request) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode headers = root.putObject("headers");
        request.headers().names().stream()
                .filter(name -> !name.equalsIgnoreCase("Content-Length"))
                .forEach(name -> headers.put(name, request.headers().get(name).orElse("")));
        ObjectNode operation =
                root.putObject("operations").putObject(route.operation().id());
        ObjectNode parameters = operation.putObject("parameters");
        route.pathValues().forEach(parameters::put);
        for (String pair : request.query().split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                parameters.put(decoded(nameAndValue[0]), decoded(nameAndValue[1]));
            }
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(request.body());
            if (!body.isMissingNode()) {
                operation.set("body", body);
            }
        } catch (JacksonException otherFormat) {
            // A body that is not JSON is not used; the body comes from the document.
        }
        return new Fixtures(new Source("a request", root.toString()), Map.of());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Reads fixtures from a file.
     *
     * @param file the file
     * @param document the document that the fixtures belong to
     * @param variables the values for {@code ${NAME}} in headers and parameters, so that secrets need not be in the
     *     file
     * @throws UnreadableDocumentException if the file violates its schema, names an operation or a parameter that the
     *     document does not declare, or uses a variable without a value; the message has the line and column
     */
    public static Fixtures read(Path file, OpenApiDocument document, Map<String, String> variables) {
        return parse(file.toString(), SettingsFile.text(file), document, variables);
    }

    /**
     * Reads fixtures from a text, see {@link #read}.
     *
     * @param name the name of the text in messages
     */
    public static Fixtures parse(String name, String text, OpenApiDocument document, Map<String, String> variables) {
        Source source = SettingsFile.parse(name, text, Fixtures.class, "fixtures.schema.json");
        for (String id : source.root().path("operations").propertyNames()) {
            checkOperation(document, id, Pointers.child("/operations", id), source);
        }
        for (int i = 0; i < source.root().path("requests").size(); i++) {
            String id = source.root().path("requests").get(i).get("operation").asString();
            checkOperation(document, id, "/requests/" + i + "/operation", source);
        }
        Fixtures fixtures = new Fixtures(source, variables);
        Matcher variable = VARIABLE.matcher(source.root().toString());
        while (variable.find()) {
            if (!variables.containsKey(variable.group(1))) {
                throw source.unreadable("", "no value for ${" + variable.group(1) + "}; set the environment variable");
            }
        }
        return fixtures;
    }

    private static void checkOperation(OpenApiDocument document, String id, String pointer, Source source) {
        Operation operation = document.operations().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> source.unreadable(pointer, "the document has no operation \"" + id + "\""));
        // An unknown name would have no effect, so it is an error.
        String holder = pointer.startsWith("/requests/") ? pointer.replaceFirst("/operation$", "") : pointer;
        for (String name : source.root().at(holder + "/parameters").propertyNames()) {
            boolean known =
                    operation.parameters().stream().anyMatch(one -> one.name().equals(name))
                            || operation.security().stream()
                                    .flatMap(List::stream)
                                    .anyMatch(scheme -> name.equals(scheme.parameterName()));
            if (!known) {
                throw source.unreadable(
                        Pointers.child(holder + "/parameters", name), id + " has no parameter \"" + name + "\"");
            }
        }
    }

    /** Headers to send with every request. */
    Map<String, String> headers() {
        return texts(root.path("headers"));
    }

    /** The value of a parameter of an operation; empty if the fixtures give none. */
    Optional<String> parameter(Operation operation, String name) {
        JsonNode own =
                root.path("operations").path(operation.id()).path("parameters").path(name);
        JsonNode value = own.isMissingNode() ? root.path("parameters").path(name) : own;
        return value.isMissingNode() ? Optional.empty() : Optional.of(filled(value.asString()));
    }

    /** The conforming body of an operation; empty if the fixtures give none. */
    Optional<JsonNode> body(Operation operation) {
        return Optional.ofNullable(root.path("operations").path(operation.id()).get("body"));
    }

    /** Requests that lead to a certain status. */
    List<Request> requests(Operation operation) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < root.path("requests").size(); i++) {
            JsonNode request = root.get("requests").get(i);
            if (request.get("operation").asString().equals(operation.id())) {
                requests.add(new Request(
                        source.located("/requests/" + i + "/status"),
                        request.get("name").asString(),
                        request.get("status").asInt(),
                        texts(request.path("parameters")),
                        texts(request.path("headers")),
                        Optional.ofNullable(request.get("body"))));
            }
        }
        return requests;
    }

    /**
     * Checks that every omitted case and row exists.
     *
     * @param cases the names of all cases
     * @param rows the names of all rows of the coverage matrix
     * @throws UnreadableDocumentException if a pattern matches nothing, for example because a case was renamed; the
     *     message has the line and column
     */
    public void checkOmissions(Collection<String> cases, Collection<String> rows) {
        for (int i = 0; i < omissions.size(); i++) {
            Omission omission = omissions.get(i);
            Collection<String> names = omission.kind.equals("case") ? cases : rows;
            if (names.stream().noneMatch(omission.names::matches)) {
                throw source.unreadable("/omit/" + i, "no " + omission.kind + " has this name");
            }
        }
    }

    /**
     * The excuses for rows that are no longer needed, because cases prove all rows that they match: each with its file,
     * line and column.
     *
     * @param unproven the names of the rows that no case proves
     */
    public List<String> needless(Collection<String> unproven) {
        List<String> needless = new ArrayList<>();
        for (int i = 0; i < omissions.size(); i++) {
            Omission omission = omissions.get(i);
            if (omission.kind.equals("row") && unproven.stream().noneMatch(omission.names::matches)) {
                needless.add(source.located("/omit/" + i) + ": the row \"" + omission.names
                        + "\" is proven and needs no excuse; remove it");
            }
        }
        return needless;
    }

    /** The reason to omit a case; empty if the case is not omitted. */
    public Optional<String> reasonToOmitCase(String name) {
        return reason("case", name);
    }

    /** The reason why a row of the coverage matrix needs no proof; empty if it needs proof. */
    public Optional<String> reasonToOmitRow(String name) {
        return reason("row", name);
    }

    private Optional<String> reason(String kind, String name) {
        for (Omission omission : omissions) {
            if (omission.kind.equals(kind) && omission.names.matches(name)) {
                return Optional.of(omission.reason);
            }
        }
        return Optional.empty();
    }

    private Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(member ->
                        texts.put(member.getKey(), filled(member.getValue().asString())));
        return texts;
    }

    private String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(variable -> Matcher.quoteReplacement(variables.getOrDefault(variable.group(1), "")));
    }

    /** The fixtures as in the file, without the values of {@code ${NAME}}. */
    @Override
    public String toString() {
        return root.toString();
    }

    private record Omission(String kind, Glob names, String reason) {}

    /**
     * A request of the fixtures. Its parts replace those of the conforming request.
     *
     * @param place the file, line and column of its status
     */
    record Request(
            String place,
            String name,
            int status,
            Map<String, String> parameters,
            Map<String, String> headers,
            Optional<JsonNode> body) {}
}
