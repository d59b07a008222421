package org.tokenapi.contract.mutation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.mutation.Mutant.Kind;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes mutants of a document: each constraint is removed, loosened and tightened; properties, parameters, headers,
 * media types, statuses, methods and paths are renamed or removed; required flags and credentials are changed.
 */
final class DocumentMutants {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;

    /** The ids of the operations by the pointer of the constraint. */
    private final Map<String, Set<String>> constraints;

    private final Set<String> ofTexts = new TreeSet<>();
    private final Map<Mutant, Changed> mutants = new LinkedHashMap<>();

    /**
     * @param constraints the pointers of the constraints, each with the ids of the operations that it applies to
     */
    DocumentMutants(OpenApiDocument document, Map<String, Set<String>> constraints) {
        this.document = document;
        this.constraints = constraints;
    }

    /**
     * A mutant with the changed document.
     *
     * @param operations the ids of the operations whose traffic may detect the mutant
     * @param file the file of the document that is changed
     */
    record Changed(Mutant mutant, Set<String> operations, String file, JsonNode tree) {}

    List<Changed> all() {
        for (Operation operation : document.operations()) {
            operation.parameters().forEach(this::markText);
            for (Response response : operation.responses()) {
                response.headers().forEach(this::markText);
                response.content().stream()
                        .filter(content -> content.mediaType().type().equals("text"))
                        .forEach(content -> markText(content.schema()));
            }
        }
        constraints.forEach(this::constraint);
        for (Operation operation : document.operations()) {
            Set<String> own = Set.of(operation.id());
            operation(operation, own);
            operation.parameters().forEach(parameter -> parameter(parameter, users(parameter.pointer(), own)));
            RequestBody body = operation.requestBody();
            if (body != null) {
                change(
                        own,
                        Pointers.child(body.pointer(), "required"),
                        "required flipped",
                        n -> JSON.booleanNode(!body.required()));
                content(body.pointer(), own);
            }
            operation.responses().forEach(response -> response(operation, response, own));
        }
        return List.copyOf(mutants.values());
    }

    /** Marks the schemas of texts: in a path, a query, a header or plain text, the type string refuses nothing. */
    private void markText(Parameter parameter) {
        markText(parameter.schema());
    }

    private void markText(@Nullable SchemaRef schema) {
        if (schema != null) {
            Schemas.conjuncts(document, schema).forEach(part -> ofTexts.add(Pointers.child(part.pointer(), "type")));
        }
    }

    private void constraint(String pointer, Set<String> operations) {
        JsonNode rule = document.at(pointer);
        Keyword keyword = Keyword.find(pointer.substring(pointer.lastIndexOf('/') + 1), document.dialect())
                .orElse(null);
        if (keyword == null || isForbidden(pointer, rule)) {
            // The schema "false" is replaced by one that allows everything.
            change(operations, pointer, "false removed", n -> JSON.objectNode());
            return;
        }
        switch (keyword) {
            case TYPE -> {
                if (!rule.asString("").equals("string") || !ofTexts.contains(pointer)) {
                    remove(operations, pointer, keyword);
                }
                change(
                        operations,
                        pointer,
                        "another type",
                        n -> JSON.stringNode(n.asString("").equals("string") ? "integer" : "string"));
            }
            case ENUM -> {
                remove(operations, pointer, keyword);
                change(operations, pointer, "one value fewer", n -> without(n, 0));
                change(operations, pointer, "the last value fewer", n -> without(n, n.size() - 1));
            }
            case REQUIRED -> {
                remove(operations, pointer, keyword);
                for (int i = 0; i < rule.size(); i++) {
                    int index = i;
                    change(operations, pointer, rule.get(i).asString() + " not required", n -> without(n, index));
                }
                change(
                        operations,
                        pointer,
                        "one more required",
                        n -> n.deepCopy().asArray().add("x_required"));
            }
            case DEPENDENT_REQUIRED -> {
                remove(operations, pointer, keyword);
                rule.propertyNames()
                        .forEach(name -> change(
                                operations, Pointers.child(pointer, name), "nothing required", n -> JSON.arrayNode()));
            }
            case MIN_LENGTH, MIN_ITEMS, MIN_PROPERTIES -> {
                // A lower bound of zero refuses nothing.
                if (rule.asInt() > 0) {
                    remove(operations, pointer, keyword);
                    shift(operations, pointer, keyword);
                }
            }
            case MINIMUM,
                    MAXIMUM,
                    EXCLUSIVE_MINIMUM,
                    EXCLUSIVE_MAXIMUM,
                    MAX_LENGTH,
                    MAX_ITEMS,
                    MAX_PROPERTIES,
                    MIN_CONTAINS,
                    MAX_CONTAINS -> {
                remove(operations, pointer, keyword);
                if (rule.isNumber()) {
                    shift(operations, pointer, keyword);
                }
            }
            case MULTIPLE_OF -> {
                remove(operations, pointer, keyword);
                change(
                        operations,
                        pointer,
                        "doubled",
                        n -> JSON.numberNode(n.decimalValue().multiply(BigDecimal.valueOf(2))));
            }
            case FORMAT -> {
                remove(operations, pointer, keyword);
                change(
                        operations,
                        pointer,
                        "another format",
                        n -> JSON.stringNode(n.asString().equals("date-time") ? "date" : "date-time"));
            }
            case CONST -> {
                remove(operations, pointer, keyword);
                change(operations, pointer, "another constant", n -> JSON.stringNode("x_constant"));
            }
            case CONTAINS -> {
                remove(operations, pointer, keyword);
                change(operations, pointer, "anything contained", n -> JSON.objectNode());
            }
            case READ_ONLY -> {
                // From 3.1 on, it refuses nothing: a server may ignore the property.
                if (document.dialect() == Dialect.OPENAPI_3_0) {
                    remove(operations, pointer, keyword);
                }
            }
            case NULLABLE, WRITE_ONLY, PATTERN, UNIQUE_ITEMS, ANY_OF, ONE_OF, NOT ->
                remove(operations, pointer, keyword);
            // Their subschemas have constraints of their own, which are changed separately.
            case REF,
                    DYNAMIC_REF,
                    PREFIX_ITEMS,
                    ITEMS,
                    PROPERTIES,
                    PATTERN_PROPERTIES,
                    ADDITIONAL_PROPERTIES,
                    PROPERTY_NAMES,
                    DEPENDENT_SCHEMAS,
                    ALL_OF,
                    IF,
                    THEN,
                    ELSE,
                    UNEVALUATED_ITEMS,
                    UNEVALUATED_PROPERTIES -> {}
            case TITLE,
                    DESCRIPTION,
                    COMMENT,
                    DEFAULT,
                    EXAMPLE,
                    EXAMPLES,
                    DEPRECATED,
                    EXTERNAL_DOCS,
                    XML,
                    DISCRIMINATOR,
                    CONTENT_ENCODING,
                    CONTENT_MEDIA_TYPE,
                    CONTENT_SCHEMA,
                    DEFS,
                    ID,
                    ANCHOR,
                    DYNAMIC_ANCHOR,
                    SCHEMA,
                    VOCABULARY -> {
                // They are not constraints.
            }
        }
    }

    /** The schema {@code false}, wherever it stands. */
    private static boolean isForbidden(String pointer, JsonNode rule) {
        String keyword = pointer.substring(pointer.lastIndexOf('/') + 1);
        return rule.isBoolean() && !rule.booleanValue() && !keyword.startsWith("exclusive");
    }

    private void remove(Set<String> operations, String pointer, Keyword keyword) {
        change(operations, pointer, keyword + " removed", n -> null);
    }

    private void shift(Set<String> operations, String pointer, Keyword keyword) {
        change(
                operations,
                pointer,
                keyword + " one more",
                n -> JSON.numberNode(n.decimalValue().add(BigDecimal.ONE)));
        change(
                operations,
                pointer,
                keyword + " one less",
                n -> JSON.numberNode(n.decimalValue().subtract(BigDecimal.ONE)));
    }

    private static ArrayNode without(JsonNode array, int index) {
        ArrayNode copy = array.deepCopy().asArray();
        copy.remove(index);
        return copy;
    }

    private void operation(Operation operation, Set<String> own) {
        String path = operation.pathPointer();
        String method = operation.method().toLowerCase(Locale.ROOT);
        rename(own, path, method, method.equals("trace") ? "head" : "trace", "method renamed");
        rename(users(path, own), "/paths", operation.path().toString(), operation.path() + "/x", "path renamed");
        if (!operation.security().isEmpty()) {
            change(
                    own,
                    Pointers.child(operation.pointer(), "security"),
                    "no credentials required",
                    n -> JSON.arrayNode());
            operation.security().get(0).stream()
                    .findFirst()
                    .ifPresent(scheme -> change(
                            users(scheme.pointer(), own),
                            Pointers.child(scheme.pointer(), "scheme"),
                            "another scheme",
                            n -> JSON.stringNode(n.asString("").equals("basic") ? "bearer" : "basic")));
        }
    }

    /** The operations that may use a shared part: all of them. */
    private Set<String> users(String pointer, Set<String> own) {
        // Any operation may use a part of another file.
        boolean shared =
                pointer.startsWith("/components") || !Pointers.file(pointer).isEmpty();
        if (!shared && !pointer.startsWith("/paths")) {
            return own;
        }
        Set<String> users = new TreeSet<>(own);
        document.operations().stream()
                .filter(operation -> shared || operation.pointer().startsWith(pointer))
                .map(Operation::id)
                .forEach(users::add);
        return users;
    }

    private void parameter(Parameter parameter, Set<String> users) {
        if (parameter.in() == Parameter.In.PATH) {
            return;
        }
        change(
                users,
                Pointers.child(parameter.pointer(), "required"),
                "required flipped",
                n -> JSON.booleanNode(!parameter.required()));
        change(
                users,
                Pointers.child(parameter.pointer(), "name"),
                "renamed",
                n -> JSON.stringNode(n.asString() + "_x"));
    }

    private void response(Operation operation, Response response, Set<String> own) {
        String responses = Pointers.child(operation.pointer(), "responses");
        String other = response.status().equals("299") ? "298" : "299";
        rename(own, responses, response.status(), other, "status renamed");
        Set<String> users = users(response.pointer(), own);
        for (Parameter header : response.headers()) {
            change(
                    users,
                    Pointers.child(header.pointer(), "required"),
                    "required flipped",
                    n -> JSON.booleanNode(!header.required()));
        }
        content(response.pointer(), users);
    }

    private void content(String holder, Set<String> users) {
        String content = Pointers.child(holder, "content");
        for (String key : document.at(content).propertyNames()) {
            rename(users, content, key, "application/vnd.renamed+json", "media type renamed");
            int parameters = key.indexOf(';');
            if (parameters > 0) {
                rename(users, content, key, key.substring(0, parameters), "media type without parameters");
                rename(users, content, key, key + "0", "media type with another parameter");
            } else {
                rename(users, content, key, key + ";x=1", "media type with a parameter");
            }
        }
    }

    private void rename(Set<String> operations, String holder, String from, String to, String what) {
        JsonNode value = document.at(holder).path(from);
        if (value.isMissingNode()) {
            return;
        }
        JsonNode root = copy(holder);
        ObjectNode object = root.at(place(holder)).asObject();
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> members.put(member.getKey().equals(from) ? to : member.getKey(), member.getValue()));
        object.removeAll();
        object.setAll(members);
        add(operations, Pointers.child(holder, from), what, root);
    }

    /** @param change gets the node at the pointer, which may be missing, and returns the new one; null removes it */
    private void change(Set<String> operations, String pointer, String what, Edit change) {
        JsonNode root = copy(pointer);
        JsonPointer place = place(pointer);
        JsonNode holder = root.at(place.head());
        JsonNode changed = change.apply(root.at(place));
        if (!place.matches() && holder instanceof ObjectNode object) {
            String name = place.last().getMatchingProperty();
            if (changed == null) {
                object.remove(name);
            } else {
                object.set(name, changed);
            }
            add(operations, pointer, what, root);
        }
    }

    /** A copy of the file that a pointer leads to. */
    private JsonNode copy(String pointer) {
        return Objects.requireNonNull(document.files().get(Pointers.file(pointer)))
                .deepCopy();
    }

    private static JsonPointer place(String pointer) {
        return JsonPointer.compile(Pointers.within(pointer));
    }

    private void add(Set<String> operations, String pointer, String what, JsonNode tree) {
        Mutant mutant = new Mutant(Kind.DOCUMENT, pointer, what);
        mutants.putIfAbsent(mutant, new Changed(mutant, operations, Pointers.file(pointer), tree));
    }

    /** Changes a node; null removes it. */
    @FunctionalInterface
    private interface Edit {
        @Nullable
        JsonNode apply(JsonNode node);
    }
}
