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
 * What a document can't say of a server: values that exist there, requests that bring it to a certain status, and cases
 * to leave out, each with its reason. A YAML file; its schema is {@code fixtures.schema.json} beside this class.
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

    /** No fixtures at all. */
    public static Fixtures none() {
        return new Fixtures(new Source("no fixtures", "{}"), Map.of());
    }

    /**
     * Those with which the conforming request of an operation is one that somebody sent: its headers, parameters and, where
     * it is JSON, its body.
     *
     * @param route of the request
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
            // Then the bodies of the document take its place.
        }
        return new Fixtures(new Source("a request", root.toString()), Map.of());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Reads fixtures for a document.
     *
     * @param variables what {@code ${NAME}} in a header or parameter stands for, so that secrets need not be in the file
     * @throws UnreadableDocumentException if they break their schema, or name an operation that the document doesn't have;
     *     the message tells line and column
     */
    public static Fixtures read(Path file, OpenApiDocument document, Map<String, String> variables) {
        return parse(file.toString(), SettingsFile.text(file), document, variables);
    }

    /** Reads fixtures from a text, as {@link #read} does from a file. */
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
                throw source.unreadable("", "nothing gives a value for ${" + variable.group(1) + "}");
            }
        }
        return fixtures;
    }

    private static void checkOperation(OpenApiDocument document, String id, String pointer, Source source) {
        Operation operation = document.operations().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> source.unreadable(pointer, "the document has no operation \"" + id + "\""));
        // A name that is not known would have no effect, and nobody would notice.
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

    /** Headers that every request carries. */
    Map<String, String> headers() {
        return texts(root.path("headers"));
    }

    /** The value to use for a parameter of an operation. */
    Optional<String> parameter(Operation operation, String name) {
        JsonNode own =
                root.path("operations").path(operation.id()).path("parameters").path(name);
        JsonNode value = own.isMissingNode() ? root.path("parameters").path(name) : own;
        return value.isMissingNode() ? Optional.empty() : Optional.of(filled(value.asString()));
    }

    /** The body to derive others from. */
    Optional<JsonNode> body(Operation operation) {
        return Optional.ofNullable(root.path("operations").path(operation.id()).get("body"));
    }

    /** Requests that bring the server to a certain status. */
    List<Request> requests(Operation operation) {
        List<Request> requests = new ArrayList<>();
        for (JsonNode request : root.path("requests")) {
            if (request.get("operation").asString().equals(operation.id())) {
                requests.add(new Request(
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
     * Makes sure that every case to be left out is one of the document's.
     *
     * @param names of all cases
     * @throws UnreadableDocumentException if one is not, as after a change of its name; the message tells line and column
     */
    public void checkOmittedCases(Collection<String> names) {
        for (int i = 0; i < omissions.size(); i++) {
            Omission omission = omissions.get(i);
            if (omission.kind.equals("case") && names.stream().noneMatch(omission.names::matches)) {
                throw source.unreadable("/omit/" + i, "the document gives no case of that name");
            }
        }
    }

    /** Why a case is left out; empty if it is not. */
    public Optional<String> reasonToOmitCase(String name) {
        return reason("case", name);
    }

    /** Why a row of the matrix needs no proof; empty if it does. */
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

    /** As they stand in the file, so without what {@code ${NAME}} stands for. */
    @Override
    public String toString() {
        return root.toString();
    }

    private record Omission(String kind, Glob names, String reason) {}

    /** A request of the fixtures; its parts replace those of the conforming request. */
    record Request(
            String name,
            int status,
            Map<String, String> parameters,
            Map<String, String> headers,
            Optional<JsonNode> body) {}
}
