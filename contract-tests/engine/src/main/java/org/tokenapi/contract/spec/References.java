package org.tokenapi.contract.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Resolves the references of a document: to places by JSON pointer and, in OpenAPI 3.1, to schemas by {@code $id} and
 * {@code $anchor} (JSON Schema 2020-12, Core, section 8.2), in all files of the document. Thread-safe.
 */
final class References {
    /** Members whose values are data, in which {@code $ref} is not a reference. */
    private static final Set<String> DATA = Set.of("dataValue", "example", "value");

    /** Objects whose members have arbitrary names, which may be {@code $ref} or {@code example}. */
    private static final Set<String> NAMED = Set.of(
            "additionalOperations",
            "callbacks",
            "content",
            "encoding",
            "examples",
            "headers",
            "links",
            "mediaTypes",
            "pathItems",
            "paths",
            "requestBodies",
            "responses",
            "schemas",
            "securitySchemes",
            "variables",
            "webhooks");

    private static final List<Keyword> REFERENCES = List.of(Keyword.REF, Keyword.DYNAMIC_REF);

    private final Sources sources;
    private final Dialect dialect;

    /** The base URI of each schema with an {@code $id}, by the pointer of the schema. */
    private final Map<String, String> bases = new HashMap<>();

    /** The pointers of schemas by their absolute URI, followed by {@code #name} for an anchor. */
    private final Map<String, String> schemas = new HashMap<>();

    /** The URIs of dynamic anchors. */
    private final Set<String> dynamic = new HashSet<>();

    /** The objects with a reference that has no target. */
    private final Map<String, Defect> broken = new LinkedHashMap<>();

    /** The files that references lead to, by the file that they stand in and their path. */
    private final Map<List<String>, Optional<String>> files = new ConcurrentHashMap<>();

    /** Reads all files and the names of all possible targets, then checks that every reference has a target. */
    References(Sources sources, Dialect dialect) {
        this.sources = sources;
        this.dialect = dialect;
        Set<String> read = new HashSet<>();
        // A file can lead to more of them.
        for (boolean more = true; more; ) {
            List<String> unread =
                    sources.all().keySet().stream().filter(read::add).toList();
            unread.forEach(file -> visit(sources.at(file), file, false, this::name));
            unread.forEach(file -> visit(sources.at(file), file, false, this::open));
            more = !unread.isEmpty();
        }
        sources.all().keySet().forEach(file -> visit(sources.at(file), file, false, this::check));
    }

    /** The files that the references stand in. */
    Sources sources() {
        return sources;
    }

    /** The references without a target, by the object that contains them. */
    Map<String, Defect> broken() {
        return broken;
    }

    /**
     * The defects that a part of the document reaches: in itself, and in the targets of its references.
     *
     * @param defects all defects, by the pointers of their objects
     */
    Set<Defect> reached(String pointer, Map<String, Defect> defects) {
        Set<Defect> found = new LinkedHashSet<>();
        if (!defects.isEmpty()) {
            reach(pointer, defects, found, new HashSet<>());
        }
        return found;
    }

    private void reach(String start, Map<String, Defect> defects, Set<Defect> found, Set<String> seen) {
        Deque<String> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            String next = ahead.pop();
            if (!seen.add(next)) {
                continue;
            }
            visit(sources.at(next), next, false, (node, pointer) -> {
                Optional.ofNullable(defects.get(pointer)).ifPresent(found::add);
                for (Keyword keyword : REFERENCES) {
                    JsonNode reference = node.path(keyword.toString());
                    if (reference.isString() && keyword.isIn(dialect)) {
                        resolve(pointer, reference.stringValue()).ifPresent(ahead::add);
                    }
                }
            });
        }
    }

    /** Visits each object of all files that is not data. */
    void eachObject(Visitor visitor) {
        sources.all().keySet().forEach(file -> visit(sources.at(file), file, false, visitor));
    }

    /** Visits an object. */
    interface Visitor {
        void visit(JsonNode node, String pointer);
    }

    private void visit(JsonNode node, String pointer, boolean named, Visitor visitor) {
        // A member named "$ref" would be an object; a string is a reference in place of all members.
        if (node.isObject() && (!named || node.path("$ref").isString())) {
            visitor.visit(node, pointer);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (named || !isData(member.getKey(), member.getValue())) {
                visit(
                        member.getValue(),
                        Pointers.child(pointer, member.getKey()),
                        !named && isNamed(member.getKey()),
                        visitor);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), pointer + "/" + i, false, visitor);
        }
    }

    private boolean isData(String name, JsonNode value) {
        // Outside of schemas, "examples" is a map of Example Objects, whose values alone are data.
        boolean data = Keyword.find(name, dialect).filter(Keyword::holdsData).isPresent();
        return DATA.contains(name) || name.startsWith("x-") || data && !(name.equals("examples") && value.isObject());
    }

    private boolean isNamed(String name) {
        return NAMED.contains(name)
                || Keyword.find(name, dialect).filter(Keyword::holdsNames).isPresent();
    }

    private void name(JsonNode node, String pointer) {
        if (dialect == Dialect.OPENAPI_3_0) {
            return;
        }
        // OpenAPI 3.2 names a whole document by "$self".
        String id = node.has("$self") && pointer.equals(Pointers.file(pointer)) ? "$self" : "$id";
        if (node.path(id).isString()) {
            String uri = absolute(base(pointer), node.get(id).stringValue()).replaceFirst("#$", "");
            bases.put(pointer, uri);
            schemas.putIfAbsent(uri, pointer);
        }
        for (Keyword keyword : new Keyword[] {Keyword.ANCHOR, Keyword.DYNAMIC_ANCHOR}) {
            JsonNode anchor = node.path(keyword.toString());
            if (anchor.isString()) {
                schemas.putIfAbsent(base(pointer) + "#" + anchor.stringValue(), pointer);
                if (keyword == Keyword.DYNAMIC_ANCHOR) {
                    dynamic.add(base(pointer) + "#" + anchor.stringValue());
                }
            }
        }
    }

    private void open(JsonNode node, String pointer) {
        for (Keyword keyword : REFERENCES) {
            JsonNode reference = node.path(keyword.toString());
            if (reference.isString() && keyword.isIn(dialect)) {
                String path = path(reference.stringValue());
                if (!path.isEmpty() && resource(pointer, path).isEmpty()) {
                    sources.open(Pointers.file(pointer), path);
                    files.clear();
                }
            }
        }
    }

    private void check(JsonNode node, String pointer) {
        for (Keyword keyword : REFERENCES) {
            JsonNode reference = node.path(keyword.toString());
            if (reference.isString()
                    && keyword.isIn(dialect)
                    && resolve(pointer, reference.stringValue()).isEmpty()) {
                broken.put(
                        pointer,
                        sources.defect(
                                pointer,
                                "the reference " + reference.stringValue() + " "
                                        + why(pointer, reference.stringValue())));
            }
        }
    }

    private String why(String at, String reference) {
        String path = path(reference);
        if (!path.isEmpty() && resource(at, path).isEmpty()) {
            return sources.why(Pointers.file(at), path);
        }
        try {
            Schemas.decode(reference.substring(path.length()));
            return "has no target";
        } catch (IllegalArgumentException e) {
            return "is malformed";
        }
    }

    /** A reference without its fragment. */
    private static String path(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? reference : reference.substring(0, hash);
    }

    /**
     * Resolves a reference.
     *
     * @param at the JSON pointer of the object that contains the reference
     * @return the JSON pointer of the target; empty if there is none
     */
    Optional<String> resolve(String at, String reference) {
        String path = path(reference);
        String fragment = reference.substring(Math.min(reference.length(), path.length() + 1));
        String base = path.isEmpty() ? base(at) : resource(at, path).orElse(null);
        if (base == null) {
            return Optional.empty();
        }
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return Optional.ofNullable(schemas.get(base + "#" + fragment));
        }
        return exists(schemas.getOrDefault(base, base), fragment)
                // Documents often use pointers from the root of the document within a schema that has an $id.
                .or(() -> path.isEmpty() ? exists(Pointers.file(at), fragment) : Optional.empty());
    }

    /** What a reference without its fragment names: the URI of a schema, or else a file. */
    private Optional<String> resource(String at, String path) {
        if (!schemas.isEmpty()) {
            String uri = absolute(base(at), path);
            if (schemas.containsKey(uri)) {
                return Optional.of(uri);
            }
        }
        Optional<String> file =
                files.computeIfAbsent(List.of(Pointers.file(at), path), key -> sources.find(key.get(0), key.get(1)));
        return file.map(this::base);
    }

    private Optional<String> exists(String resource, String fragment) {
        try {
            String pointer = resource + Schemas.decode(fragment);
            return sources.at(pointer).isMissingNode() ? Optional.empty() : Optional.of(pointer);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Resolves a dynamic reference: to the dynamic anchor of that name in the outermost schema resource on the way that
     * has one (JSON Schema 2020-12, Core, section 8.2.3.2).
     *
     * @param scope the pointers of the schemas on the way, the outermost first
     */
    String resolveDynamic(String at, String reference, Iterable<String> scope) {
        String target = resolve(at, reference).orElseThrow();
        int hash = reference.indexOf('#');
        String fragment = hash < 0 ? "" : reference.substring(hash);
        if (!dynamic.contains(base(target) + fragment)) {
            return target;
        }
        for (String pointer : scope) {
            String outer = base(pointer) + fragment;
            if (dynamic.contains(outer)) {
                return schemas.get(outer);
            }
        }
        return target;
    }

    /** The base URI at a pointer: that of the nearest enclosing schema with an {@code $id}, or else its file. */
    private String base(String pointer) {
        String file = Pointers.file(pointer);
        if (!bases.isEmpty()) {
            for (String around = pointer;
                    around.length() > file.length();
                    around = around.substring(0, around.lastIndexOf('/'))) {
                String base = bases.get(around);
                if (base != null) {
                    return base;
                }
            }
        }
        return bases.getOrDefault(file, file);
    }

    private static String absolute(String base, String reference) {
        try {
            return java.net.URI.create(base).resolve(reference).toString();
        } catch (IllegalArgumentException noUri) {
            return reference;
        }
    }
}
