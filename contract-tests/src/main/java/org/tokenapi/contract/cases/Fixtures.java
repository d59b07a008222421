package org.tokenapi.contract.cases;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Source;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a document can't say of a server: values that exist there, requests that bring it to a certain status, and cases
 * to leave out, each with its reason. A YAML file; its schema is {@code fixtures.schema.json} beside this class.
 */
public final class Fixtures {
    private static final String SCHEMA = "fixtures.schema.json";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final JsonNode root;
    private final Map<String, String> variables;
    private final List<Omission> omissions = new ArrayList<>();

    private Fixtures(JsonNode root, Map<String, String> variables) {
        this.root = root;
        this.variables = Map.copyOf(variables);
        for (JsonNode omitted : root.path("omit")) {
            String kind = omitted.has("case") ? "case" : "row";
            omissions.add(new Omission(
                    kind,
                    glob(omitted.get(kind).asString()),
                    omitted.get("reason").asString()));
        }
    }

    /** No fixtures at all. */
    public static Fixtures none() {
        return new Fixtures(JsonNodeFactory.instance.objectNode(), Map.of());
    }

    /**
     * Reads fixtures for a document.
     *
     * @param variables what {@code ${NAME}} in a header or parameter stands for, so that secrets need not be in the file
     * @throws UnreadableDocumentException if they break their schema, or name an operation that the document doesn't have;
     *     the message tells line and column
     */
    public static Fixtures read(Path file, OpenApiDocument document, Map<String, String> variables) {
        try {
            return parse(file.toString(), Files.readString(file), document, variables);
        } catch (IOException e) {
            throw new UnreadableDocumentException(file.toString(), "as a file", "can't be read: " + e);
        }
    }

    /** Reads fixtures from a text, as {@link #read} does from a file. */
    public static Fixtures parse(String name, String text, OpenApiDocument document, Map<String, String> variables) {
        Source source = new Source(name, text);
        List<Error> errors = schema().validate(source.root());
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw source.unreadable(first.getInstanceLocation().toString(), first.getMessage());
        }
        for (String id : source.root().path("operations").propertyNames()) {
            checkOperation(document, id, "/operations/" + id, source);
        }
        for (int i = 0; i < source.root().path("requests").size(); i++) {
            String id = source.root().path("requests").get(i).get("operation").asString();
            checkOperation(document, id, "/requests/" + i + "/operation", source);
        }
        Fixtures fixtures = new Fixtures(source.root(), variables);
        Matcher variable = VARIABLE.matcher(source.root().toString());
        while (variable.find()) {
            if (!variables.containsKey(variable.group(1))) {
                throw source.unreadable("", "nothing gives a value for ${" + variable.group(1) + "}");
            }
        }
        return fixtures;
    }

    private static void checkOperation(OpenApiDocument document, String id, String pointer, Source source) {
        if (document.operations().stream().noneMatch(operation -> operation.id().equals(id))) {
            throw source.unreadable(pointer, "the document has no operation \"" + id + "\"");
        }
    }

    private static Schema schema() {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(SCHEMA))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
            if (omission.kind.equals(kind) && omission.names.matcher(name).matches()) {
                return Optional.of(omission.reason);
            }
        }
        return Optional.empty();
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
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

    private record Omission(String kind, Pattern names, String reason) {}

    /** A request of the fixtures; its parts replace those of the conforming request. */
    record Request(
            String name,
            int status,
            Map<String, String> parameters,
            Map<String, String> headers,
            Optional<JsonNode> body) {}
}
