package org.tokenapi.contract.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.MediaTypes;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** Compares two versions of an operation, part by part. */
final class OperationDiff {
    private final Revision before;
    private final Revision after;
    private final Changes changes;
    private final SchemaDiff schemas;
    private final SecurityDiff security;

    OperationDiff(Revision before, Revision after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.schemas = new SchemaDiff(before, after, changes);
        this.security = new SecurityDiff(before, after, changes);
    }

    void compare(Operation old, Operation now) {
        parameters(old, now);
        body(old, now);
        security.compare(old, now);
        for (String keyword : List.of("operationId", "deprecated")) {
            note(keyword, old, now);
        }
        responses(old, now);
    }

    /** Compares a request that the API sends, for example a webhook; the client sends its response. */
    void compareOutgoing(Operation old, Operation now) {
        String where = PartName.body(old);
        response(asSent(old), asSent(now), "required", where);
        for (Response was : old.responses()) {
            Response is = find(now, was.status().toUpperCase(Locale.ROOT));
            String name = PartName.response(old, was.status());
            if (is == null) {
                changes.breaking(Side.REQUEST, name, "status " + was.status() + " removed", was.pointer(), null);
            } else {
                representations(was.content(), is.content(), is.pointer(), name);
            }
        }
        for (Response is : now.responses()) {
            if (find(old, is.status().toUpperCase(Locale.ROOT)) == null) {
                changes.other(
                        Side.REQUEST,
                        PartName.response(old, is.status()),
                        "status " + is.status() + " added",
                        null,
                        is.pointer());
            }
        }
    }

    /** A request that the API sends, in the form of what it otherwise sends. */
    private static Response asSent(Operation operation) {
        RequestBody body = operation.requestBody();
        return new Response(
                "request",
                operation.parameters(),
                body == null ? List.of() : body.content(),
                body == null || !body.required(),
                body == null ? operation.pointer() : body.pointer());
    }

    private void note(String keyword, Operation old, Operation now) {
        JsonNode was = before.document().at(old.pointer()).path(keyword);
        JsonNode is = after.document().at(now.pointer()).path(keyword);
        if (!was.equals(is)) {
            changes.other(
                    Side.REQUEST,
                    PartName.operation(old),
                    keyword + " " + is.asString("none") + ", was " + was.asString("none"),
                    before.place(old.pointer(), keyword),
                    after.place(now.pointer(), keyword));
        }
    }

    // Parameters.

    private void parameters(Operation old, Operation now) {
        Map<String, Parameter> was = byPlace(old);
        Map<String, Parameter> is = byPlace(now);
        was.forEach((place, parameter) -> {
            String where = PartName.parameter(old, parameter);
            Parameter counterpart = is.get(place);
            if (counterpart == null) {
                changes.breaking(Side.REQUEST, where, "parameter removed", parameter.pointer(), null);
            } else {
                parameter(parameter, counterpart, where);
            }
        });
        is.forEach((place, parameter) -> {
            String where = PartName.parameter(old, parameter);
            if (!was.containsKey(place) && parameter.required()) {
                changes.breaking(Side.REQUEST, where, "required parameter added", null, parameter.pointer());
            } else if (!was.containsKey(place)) {
                changes.other(Side.REQUEST, where, "optional parameter added", null, parameter.pointer());
            }
        });
    }

    /** The parameters by what distinguishes them in a request: location and name or, in a path, the position. */
    private static Map<String, Parameter> byPlace(Operation operation) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters()) {
            String name = switch (parameter.in()) {
                case PATH -> Integer.toString(operation.path().variables().indexOf(parameter.name()));
                case HEADER -> parameter.name().toLowerCase(Locale.ROOT);
                default -> parameter.name();
            };
            // Declarations of these three are ignored (OpenAPI 3.0.3, "Parameter Object").
            boolean ignored = parameter.in() == In.HEADER
                    && Set.of("accept", "content-type", "authorization").contains(name);
            if (!ignored) {
                parameters.put(parameter.in() + " " + name, parameter);
            }
        }
        return parameters;
    }

    private void parameter(Parameter was, Parameter is, String where) {
        flag("required", !was.required(), was.pointer(), !is.required(), is.pointer(), Side.REQUEST, where);
        flag(
                "allowEmptyValue",
                was.allowEmptyValue(),
                was.pointer(),
                is.allowEmptyValue(),
                is.pointer(),
                Side.REQUEST,
                where);
        value(was, is, Side.REQUEST, where);
    }

    /** Compares a boolean that makes messages more or less restricted. */
    private void flag(
            String keyword, boolean old, String oldPointer, boolean now, String newPointer, Side side, String where) {
        if (old == now) {
            return;
        }
        boolean breaking = side == Side.REQUEST ? old : now;
        boolean value = keyword.equals("required") != now;
        String what = keyword + " " + value + ", was " + !value;
        if (breaking) {
            changes.breaking(side, where, what, before.place(oldPointer, keyword), after.place(newPointer, keyword));
        } else {
            changes.other(side, where, what, before.place(oldPointer, keyword), after.place(newPointer, keyword));
        }
    }

    /** Compares the serialization and the schema of a parameter or a header. */
    private void value(Parameter was, Parameter is, Side side, String where) {
        Content old = was.content();
        Content now = is.content();
        boolean otherForm = (old == null) != (now == null)
                || old != null && now != null && !old.mediaType().equals(now.mediaType());
        if (otherForm) {
            changes.breaking(
                    side, where, "serialization changed between schema and content", was.pointer(), is.pointer());
        } else if (old != null && now != null) {
            schemas.compare(old.schema(), now.schema(), side, false, where);
        } else {
            style(was, is, side, where);
            schemas.compare(was.schema(), is.schema(), side, true, where);
        }
    }

    private void style(Parameter was, Parameter is, Side side, String where) {
        // Separators affect only lists and objects; prefixes affect all values.
        boolean several = mayBeSeveral(before, was) || mayBeSeveral(after, is);
        boolean marked = Stream.of("matrix", "label", "deepObject")
                .anyMatch(style -> was.style().equals(style) || is.style().equals(style));
        if (!was.style().equals(is.style()) && (several || marked)) {
            changes.breaking(
                    side,
                    where,
                    "style " + is.style() + ", was " + was.style(),
                    before.place(was.pointer(), "style"),
                    after.place(is.pointer(), "style"));
        } else if (was.explode() != is.explode() && several) {
            changes.breaking(
                    side,
                    where,
                    "explode " + is.explode() + ", was " + was.explode(),
                    before.place(was.pointer(), "explode"),
                    after.place(is.pointer(), "explode"));
        }
    }

    private static boolean mayBeSeveral(Revision version, Parameter parameter) {
        SchemaRef schema = parameter.schema();
        return SchemaAlternative.of(version.document(), schema == null ? List.of() : List.of(schema)).stream()
                .flatMap(view -> view.types().stream())
                .anyMatch(type -> type.equals("array") || type.equals("object"));
    }

    // Bodies.

    private void body(Operation old, Operation now) {
        RequestBody was = old.requestBody();
        RequestBody is = now.requestBody();
        String where = PartName.body(old);
        if (was == null && is != null) {
            String what = is.required() ? "required body added" : "optional body added";
            if (is.required()) {
                changes.breaking(Side.REQUEST, where, what, old.pointer(), is.pointer());
            } else {
                changes.other(Side.REQUEST, where, what, old.pointer(), is.pointer());
            }
        } else if (was != null && is == null) {
            changes.breaking(Side.REQUEST, where, "body removed", was.pointer(), now.pointer());
        } else if (was != null && is != null) {
            flag("required", !was.required(), was.pointer(), !is.required(), is.pointer(), Side.REQUEST, where);
            representations(was.content(), is.content(), is.pointer(), where);
        }
    }

    /** Compares the representations that a client may send. */
    private void representations(List<Content> was, List<Content> is, String newPointer, String where) {
        for (Content content : was) {
            MediaTypes.find(is, content.mediaType())
                    .ifPresentOrElse(
                            found -> compare(content, found, Side.REQUEST, where),
                            () -> changes.breaking(
                                    Side.REQUEST,
                                    where,
                                    "media type " + content.key() + " removed",
                                    content.pointer(),
                                    newPointer + "/content"));
        }
        added(was, is, Side.REQUEST, where);
    }

    private void compare(Content was, Content is, Side side, String where) {
        schemas.compare(was.schema(), is.schema(), side, isText(was), where);
        schemas.compare(was.itemSchema(), is.itemSchema(), side, false, where);
    }

    private void added(List<Content> was, List<Content> is, Side side, String where) {
        for (Content content : is) {
            if (MediaTypes.find(was, content.mediaType()).isEmpty()) {
                changes.other(side, where, "media type " + content.key() + " added", null, content.pointer());
            }
        }
    }

    private static boolean isText(Content content) {
        MediaType type = content.mediaType();
        return type.isForm() || type.type().equals("text") && !type.isJson() && !content.sequential();
    }

    // Responses.

    private void responses(Operation old, Operation now) {
        Set<String> statuses = new LinkedHashSet<>();
        old.responses().forEach(response -> statuses.add(response.status().toUpperCase(Locale.ROOT)));
        now.responses().forEach(response -> statuses.add(response.status().toUpperCase(Locale.ROOT)));
        Set<List<String>> compared = new LinkedHashSet<>();
        for (String status : statuses) {
            Response was = find(old, status);
            Response is = find(now, status);
            String where =
                    PartName.response(old, status.toLowerCase(Locale.ROOT).replace("xx", "XX"));
            if (was == null && is != null) {
                status(status.matches("[23].*"), where, "status " + is.status() + " added", null, is.pointer());
            } else if (was != null && is == null) {
                boolean narrower = now.responses().stream()
                        .anyMatch(response ->
                                status.endsWith("XX") && response.status().charAt(0) == status.charAt(0));
                status(
                        status.startsWith("2") && !narrower,
                        where,
                        "status " + was.status() + " removed",
                        was.pointer(),
                        null);
            } else if (was != null && is != null && compared.add(List.of(was.status(), is.status()))) {
                response(was, is, "x-optional-body", where);
            }
        }
    }

    private void status(
            boolean breaking, String where, String what, @Nullable String oldPointer, @Nullable String newPointer) {
        if (breaking) {
            changes.breaking(Side.RESPONSE, where, what, oldPointer, newPointer);
        } else {
            changes.other(Side.RESPONSE, where, what, oldPointer, newPointer);
        }
    }

    private static @Nullable Response find(Operation operation, String status) {
        if (status.matches("\\d+")) {
            return operation.response(Integer.parseInt(status)).orElse(null);
        }
        return operation.responses().stream()
                .filter(response -> response.status().equalsIgnoreCase(status))
                .findFirst()
                .or(() -> operation.responses().stream()
                        .filter(response -> response.status().equals("default"))
                        .findFirst())
                .orElse(null);
    }

    /** @param optional the keyword that says whether the body may be missing */
    private void response(Response was, Response is, String optional, String where) {
        if (!was.content().isEmpty() && !is.content().isEmpty()) {
            flag(optional, was.bodyOptional(), was.pointer(), is.bodyOptional(), is.pointer(), Side.RESPONSE, where);
        }
        for (Content content : was.content()) {
            List<Content> now = is.content().stream()
                    .filter(one -> isSame(content, one) || isSame(one, content))
                    .toList();
            now.forEach(one -> compare(content, one, Side.RESPONSE, where));
            if (now.isEmpty()) {
                status(
                        !was.bodyOptional() || !is.content().isEmpty(),
                        where,
                        "media type " + content.key() + " removed",
                        content.pointer(),
                        is.pointer());
            }
        }
        added(was.content(), is.content(), Side.RESPONSE, where);
        headers(was, is, where);
    }

    private static boolean isSame(Content declared, Content other) {
        return MediaTypes.find(List.of(declared), other.mediaType()).isPresent();
    }

    private void headers(Response was, Response is, String where) {
        List<Parameter> added = new ArrayList<>(is.headers());
        for (Parameter header : was.headers()) {
            Parameter now = is.headers().stream()
                    .filter(one -> one.name().equalsIgnoreCase(header.name()))
                    .findFirst()
                    .orElse(null);
            if (now == null) {
                changes.breaking(Side.RESPONSE, where, "header " + header.name() + " removed", header.pointer(), null);
            } else {
                added.remove(now);
                flag(
                        "required",
                        !header.required(),
                        header.pointer(),
                        !now.required(),
                        now.pointer(),
                        Side.RESPONSE,
                        where);
                value(header, now, Side.RESPONSE, where);
            }
        }
        added.forEach(header ->
                changes.other(Side.RESPONSE, where, "header " + header.name() + " added", null, header.pointer()));
    }
}
