package org.tokenapi.contract.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.Place.Member;

/** Reads the operations of a document. */
final class OperationReader {
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");

    private final Place root;

    /** Whether the document has what OpenAPI 3.2 adds. */
    private final boolean is32;

    private final Map<String, SecurityScheme> securitySchemes = new LinkedHashMap<>();
    private final Map<String, Defect> unreadSchemes = new HashMap<>();

    private final List<Operation> incoming = new ArrayList<>();

    /** The operations whose callbacks are read. */
    private final Set<String> holders = new HashSet<>();

    /** What can't be read, by the pointer of its object. */
    private final Map<String, Defect> defects;

    /** @param defects the defects that are known; those of the operations are added */
    OperationReader(Place root, Map<String, Defect> defects) {
        this.root = root;
        this.is32 = root.node().path("openapi").asString("").startsWith("3.2");
        this.defects = defects;
        for (Member member : read(List.<Member>of(), this::securitySchemes, new LinkedHashSet<>())) {
            Set<Defect> found = new LinkedHashSet<>();
            SecurityScheme scheme = read(null, () -> securityScheme(member), found);
            if (scheme != null) {
                securitySchemes.put(member.name(), scheme);
            }
            found.forEach(defect -> unreadSchemes.put(member.name(), defect));
        }
    }

    private List<Member> securitySchemes() {
        return root.find("components")
                .map(components -> components.rawMembers("securitySchemes"))
                .orElse(List.of());
    }

    /** Reads a part; if it can't be read, adds why, and returns what stands for it. */
    private <T extends @Nullable Object> T read(T unread, Supplier<T> part, Set<Defect> found) {
        try {
            return part.get();
        } catch (IllegalPartException e) {
            defects.putIfAbsent(e.defect().pointer(), e.defect());
            found.add(e.defect());
            return unread;
        }
    }

    /** The operations that the API offers. */
    List<Operation> read() {
        List<Operation> operations = new ArrayList<>();
        for (Member path : read(List.<Member>of(), () -> root.rawMembers("paths"), new LinkedHashSet<>())) {
            if (!path.name().startsWith("x-")) {
                operations.addAll(path(path));
            }
        }
        operations.sort(Comparator.comparing(Operation::path));
        incoming.addAll(operations);
        return List.copyOf(operations);
    }

    /** The requests that the API sends: its webhooks, and the callbacks of all operations. */
    List<Operation> readOutgoing() {
        List<Operation> operations = new ArrayList<>();
        for (Member webhook : read(List.<Member>of(), () -> root.rawMembers("webhooks"), new LinkedHashSet<>())) {
            if (!webhook.name().startsWith("x-")) {
                path(webhook, "webhook " + webhook.name())
                        .forEach(operation -> addWithCallbacks(operation, operations));
            }
        }
        incoming.forEach(operation -> callbacks(operation, operations));
        return List.copyOf(operations);
    }

    private void addWithCallbacks(Operation operation, List<Operation> all) {
        all.add(operation);
        callbacks(operation, all);
    }

    private void callbacks(Operation operation, List<Operation> all) {
        String pointer = operation.pointer();
        // Callbacks may lead to each other.
        if (operation.unread() || !holders.add(pointer)) {
            return;
        }
        Place place = new Place(root.references(), root.references().sources().at(pointer), pointer);
        Set<Defect> found = new LinkedHashSet<>();
        for (Member callback : read(List.<Member>of(), () -> place.rawMembers("callbacks"), found)) {
            Place urls = read(null, callback.place()::object, found);
            if (urls != null && !callback.name().startsWith("x-")) {
                for (Member url : urls.children()) {
                    String name = "callback " + callback.name() + " " + url.name() + " of " + operation.method() + " "
                            + operation.path();
                    if (!url.name().startsWith("x-")) {
                        path(url, name).forEach(one -> addWithCallbacks(one, all));
                    }
                }
            }
        }
    }

    private List<Operation> path(Member path) {
        return path(path, null);
    }

    /** @param outgoing what stands for the path of requests that the API sends; null if it receives them */
    private List<Operation> path(Member raw, @Nullable String outgoing) {
        List<Operation> operations = new ArrayList<>();
        Set<Defect> found = new LinkedHashSet<>();
        Member path = new Member(raw.name(), read(raw.place(), raw.place()::object, found));
        for (String method : METHODS) {
            Place own = path.place()
                    .raw(method)
                    // A path item may have members beside its reference (OpenAPI 3.1.1, "Path Item Object").
                    .or(() -> raw.place().raw(method))
                    .orElse(found.isEmpty() ? null : path.place());
            if (own != null && (is32 || !method.equals("query"))) {
                operations.add(operation(
                        path, raw.place(), method.toUpperCase(Locale.ROOT), own, outgoing, new LinkedHashSet<>(found)));
            }
        }
        if (is32 && found.isEmpty()) {
            for (Member other : read(List.<Member>of(), () -> path.place().rawMembers("additionalOperations"), found)) {
                operations.add(
                        operation(path, raw.place(), other.name(), other.place(), outgoing, new LinkedHashSet<>()));
            }
        }
        return operations;
    }

    /**
     * @param pathAsWritten the path item with its reference; {@code path} is what that leads to
     * @param outgoing see {@link #path(Member, String)}
     * @param found the defects of the path, to which those of the operation are added
     */
    private Operation operation(
            Member path, Place pathAsWritten, String method, Place raw, @Nullable String outgoing, Set<Defect> found) {
        Map<String, Defect> broken = root.references().broken();
        List<Place> paths = path.place().pointer().equals(pathAsWritten.pointer())
                ? List.of(path.place())
                : List.of(path.place(), pathAsWritten);
        Place place = found.isEmpty() ? read(raw, raw::object, found) : raw;
        if (found.isEmpty()) {
            found.addAll(root.references().reached(raw.pointer(), broken));
            for (Place one : paths) {
                one.raw("parameters")
                        .ifPresent(shared -> found.addAll(root.references().reached(shared.pointer(), broken)));
            }
        }
        boolean legal = place.node().isObject()
                && found.stream()
                        .noneMatch(
                                defect -> defect.pointer().equals(path.place().pointer()));
        String byPlace = outgoing == null ? method + " " + path.name() : outgoing + " " + method;
        String id = !legal
                ? byPlace
                : Objects.requireNonNullElse(read(byPlace, () -> place.textOrNull("operationId"), found), byPlace);
        PathTemplate anywhere = new PathTemplate(outgoing == null ? path.name() : outgoing, List.of(""), "");
        PathTemplate template = outgoing == null
                ? read(anywhere, () -> template(path, place), legal ? found : new LinkedHashSet<>())
                : anywhere;
        List<Response> responses = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        RequestBody body = null;
        List<List<SecurityScheme>> security = List.of();
        if (legal) {
            parameters.addAll(read(List.of(), () -> parameters(paths, place, found), found));
            body = read(
                    null, () -> place.find("requestBody").map(this::requestBody).orElse(null), found);
            for (Member response : read(List.<Member>of(), () -> place.rawMembers("responses"), found)) {
                if (!response.name().startsWith("x-")) {
                    Response one = read(null, () -> response(response), found);
                    if (one != null) {
                        responses.add(one);
                    }
                }
            }
            security = read(List.of(), () -> security(place), found);
        }
        boolean unread = !found.isEmpty();
        if (!unread) {
            found.addAll(illegal(paths, place));
        }
        return new Operation(
                id,
                method,
                template,
                parameters,
                body,
                responses,
                security,
                place.pointer(),
                path.place().pointer(),
                List.copyOf(found),
                unread);
    }

    private static List<Place> with(List<Place> paths, Place operation) {
        List<Place> holders = new ArrayList<>(paths);
        holders.add(operation);
        return holders;
    }

    /** The defects that requests of an operation reach. */
    private Set<Defect> illegal(List<Place> paths, Place operation) {
        Set<Defect> found = new LinkedHashSet<>();
        for (Place holder : with(paths, operation)) {
            for (String part : List.of("parameters", "requestBody")) {
                holder.raw(part)
                        .ifPresent(place -> found.addAll(root.references().reached(place.pointer(), defects)));
            }
        }
        return found;
    }

    /**
     * The path below the servers of the operation or, if it has none, of its path, of the document, or below the root.
     */
    private PathTemplate template(Member path, Place operation) {
        if (path.name().contains("?") || path.name().contains("#")) {
            throw path.place().unreadable("a path must not contain a query or a fragment, so no request matches it");
        }
        for (Place holder : List.of(operation, path.place(), root)) {
            List<Place> servers = holder.elements("servers");
            if (!servers.isEmpty()) {
                List<String> basePaths = servers.stream().map(BasePath::regex).toList();
                return new PathTemplate(path.name(), basePaths, BasePath.byDefault(servers.get(0)));
            }
        }
        return new PathTemplate(path.name(), List.of(""), "");
    }

    /** The parameters of the path; one of the operation with the same name and location replaces it. */
    private List<Parameter> parameters(List<Place> paths, Place operation, Set<Defect> found) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Place holder : with(paths, operation)) {
            for (Place raw : holder.rawElements("parameters")) {
                Parameter parameter = read(null, () -> parameter(raw.object()), found);
                if (parameter != null) {
                    parameters.put(parameter.in() + " " + parameter.name(), parameter);
                }
            }
        }
        return List.copyOf(parameters.values());
    }

    private Parameter parameter(Place place) {
        In in = in(place);
        if (in == In.QUERYSTRING && !is32) {
            throw place.unreadable("\"in\" must be path, query, header or cookie; querystring is of OpenAPI 3.2");
        }
        Parameter parameter = parameter(place, place.text("name"), in);
        if (in == In.QUERYSTRING && parameter.content() == null) {
            throw place.unreadable("a parameter in querystring must have \"content\"");
        }
        return parameter;
    }

    private Parameter parameter(Place place, String name, In in) {
        String style = Optional.ofNullable(place.textOrNull("style"))
                .orElse(in == In.QUERY || in == In.COOKIE ? "form" : "simple");
        List<Content> content = content(place);
        return new Parameter(
                name,
                in,
                place.flag("required", false),
                style,
                place.flag("explode", style.equals("form") || style.equals("cookie")),
                place.flag("allowEmptyValue", false),
                schema(place, "schema"),
                content.isEmpty() ? null : content.get(0),
                examples(place),
                place.pointer());
    }

    private static In in(Place place) {
        String in = place.text("in");
        return switch (in) {
            case "path" -> In.PATH;
            case "query" -> In.QUERY;
            case "header" -> In.HEADER;
            case "cookie" -> In.COOKIE;
            case "querystring" -> In.QUERYSTRING;
            default -> throw place.unreadable("\"in\" must be path, query, header or cookie, not " + in);
        };
    }

    private RequestBody requestBody(Place place) {
        return new RequestBody(place.flag("required", false), content(place), place.pointer());
    }

    private Response response(Member response) {
        Place place = response.place().object();
        if (!response.name().matches("default|[1-5](\\d\\d|XX)")) {
            throw place.unreadable("\"" + response.name() + "\" is not a status");
        }
        return new Response(
                response.name(), headers(place), content(place), place.flag("x-optional-body", false), place.pointer());
    }

    private List<Parameter> headers(Place holder) {
        return holder.members("headers").stream()
                .filter(header -> !header.name().equalsIgnoreCase("Content-Type"))
                .map(header -> parameter(header.place(), header.name(), In.HEADER))
                .toList();
    }

    private List<Content> content(Place holder) {
        List<Content> content = new ArrayList<>();
        for (Member member : holder.members("content")) {
            MediaType mediaType = MediaType.parse(member.name())
                    .orElseThrow(() -> member.place().unreadable("\"" + member.name() + "\" is not a media type"));
            content.add(new Content(
                    member.name(),
                    mediaType,
                    schema(member.place(), "schema"),
                    is32 ? schema(member.place(), "itemSchema") : null,
                    is32 && mediaType.isSequential(),
                    examples(member.place()),
                    encodings(member.place()),
                    member.place().pointer()));
        }
        return List.copyOf(content);
    }

    private Map<String, Encoding> encodings(Place content) {
        Map<String, Encoding> encodings = new LinkedHashMap<>();
        for (Member member : content.members("encoding")) {
            Place place = member.place();
            List<MediaType> types = Arrays.stream(Optional.ofNullable(place.textOrNull("contentType"))
                            .orElse("")
                            .split(","))
                    .flatMap(type -> MediaType.parse(type).stream())
                    .toList();
            boolean styled = place.node().has("style")
                    || place.node().has("explode")
                    || place.node().has("allowReserved");
            String style = Optional.ofNullable(place.textOrNull("style")).orElse("form");
            encodings.put(
                    member.name(),
                    new Encoding(
                            types,
                            styled ? style : null,
                            place.flag("explode", style.equals("form")),
                            headers(place),
                            place.pointer()));
        }
        return encodings;
    }

    private static @Nullable SchemaRef schema(Place holder, String name) {
        return holder.raw(name)
                .map(schema -> new SchemaRef(schema.pointer(), schema.node()))
                .orElse(null);
    }

    private static List<Example> examples(Place holder) {
        List<Example> examples = new ArrayList<>();
        holder.raw("example").ifPresent(value -> examples.add(new Example("default", value.node(), value.pointer())));
        for (Member member : holder.members("examples")) {
            // OpenAPI 3.2 has the value before it is written in "dataValue".
            member.place()
                    .raw("dataValue")
                    .or(() -> member.place().raw("value"))
                    .ifPresent(value -> examples.add(new Example(member.name(), value.node(), value.pointer())));
        }
        return List.copyOf(examples);
    }

    private List<List<SecurityScheme>> security(Place operation) {
        Place holder = operation.find("security").isPresent() ? operation : root;
        List<List<SecurityScheme>> alternatives = new ArrayList<>();
        for (Place alternative : holder.elements("security")) {
            List<SecurityScheme> together = new ArrayList<>();
            for (String name : alternative.node().propertyNames()) {
                SecurityScheme scheme = Optional.ofNullable(securitySchemes.get(name))
                        .or(() -> schemeByReference(alternative, name))
                        .orElse(null);
                if (scheme == null) {
                    throw unreadSchemes.containsKey(name)
                            ? new IllegalPartException(unreadSchemes.get(name))
                            : alternative.unreadable("the security scheme \"" + name + "\" is not declared");
                }
                together.add(scheme);
            }
            alternatives.add(List.copyOf(together));
        }
        return List.copyOf(alternatives);
    }

    /** Since OpenAPI 3.2, a requirement may name a scheme by a reference. */
    private Optional<SecurityScheme> schemeByReference(Place requirement, String reference) {
        return is32
                ? root.references()
                        .resolve(requirement.pointer(), reference)
                        .map(target -> securityScheme(new Member(
                                reference,
                                new Place(
                                        root.references(),
                                        root.references().sources().at(target),
                                        target))))
                : Optional.empty();
    }

    private static SecurityScheme securityScheme(Member member) {
        Place place = member.place().object();
        String type = place.text("type");
        String scheme = type.equals("http") ? place.text("scheme").toLowerCase(Locale.ROOT) : null;
        boolean apiKey = type.equals("apiKey");
        return new SecurityScheme(
                member.name(),
                type,
                scheme,
                apiKey ? in(place) : null,
                apiKey ? place.text("name") : null,
                place.pointer());
    }
}
