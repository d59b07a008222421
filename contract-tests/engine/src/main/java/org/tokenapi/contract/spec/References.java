package org.tokenapi.contract.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Resolves the references of a document: to places by JSON pointer and, in OpenAPI 3.1, to schemas by {@code $id} and
 * {@code $anchor} (JSON Schema 2020-12, Core, section 8.2). Immutable and thread-safe.
 */
final class References {
    /** Members whose values are data, in which {@code $ref} is not a reference. */
    private static final Set<String> DATA = Set.of("example", "value");

    /** Objects whose members have arbitrary names, which may be {@code $ref} or {@code example}. */
    private static final Set<String> NAMED = Set.of("examples", "schemas");

    private final Source source;
    private final Dialect dialect;

    /** The base URI of each schema with an {@code $id}, by the pointer of the schema. */
    private final Map<String, String> bases = new HashMap<>();

    /** The pointers of schemas by their absolute URI, followed by {@code #name} for an anchor. */
    private final Map<String, String> schemas = new HashMap<>();

    /** The URIs of dynamic anchors. */
    private final Set<String> dynamic = new HashSet<>();

    /** Reads the names of all possible targets, then checks that every reference has a target. */
    References(Source source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
        bases.put("", "");
        visit(source.root(), "", false, this::name);
        visit(source.root(), "", false, this::check);
    }

    /** The document that the references stand in. */
    Source source() {
        return source;
    }

    private interface Visitor {
        void visit(JsonNode node, String pointer);
    }

    private void visit(JsonNode node, String pointer, boolean named, Visitor visitor) {
        if (node.isObject() && !named) {
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
        if (node.path("$id").isString()) {
            String uri = absolute(base(pointer), node.get("$id").stringValue()).replaceFirst("#$", "");
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

    private void check(JsonNode node, String pointer) {
        for (Keyword keyword : new Keyword[] {Keyword.REF, Keyword.DYNAMIC_REF}) {
            JsonNode reference = node.path(keyword.toString());
            if (reference.isString() && keyword.isIn(dialect)) {
                Optional<String> target = resolve(pointer, reference.stringValue());
                if (target.isEmpty()) {
                    throw source.unreadable(
                            pointer, "the reference " + reference.stringValue() + why(reference.stringValue()));
                }
            }
        }
    }

    private static String why(String reference) {
        int hash = reference.indexOf('#');
        if (hash != 0) {
            return " leads to another document; bundle the documents into one file";
        }
        try {
            Schemas.decode(reference.substring(1));
            return " has no target";
        } catch (IllegalArgumentException e) {
            return " is malformed";
        }
    }

    /**
     * Resolves a reference.
     *
     * @param at the JSON pointer of the object that contains the reference
     * @return the JSON pointer of the target; empty if there is none
     */
    Optional<String> resolve(String at, String reference) {
        int hash = reference.indexOf('#');
        String uri = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        String base = uri.isEmpty() ? base(at) : absolute(base(at), uri);
        String resource = base.isEmpty() ? "" : schemas.get(base);
        if (resource == null) {
            return Optional.empty();
        }
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return Optional.ofNullable(schemas.get(base + "#" + fragment));
        }
        return exists(resource, fragment)
                // Documents often use pointers from the root of the document within a schema that has an $id.
                .or(() -> uri.isEmpty() ? exists("", fragment) : Optional.empty());
    }

    private Optional<String> exists(String resource, String fragment) {
        try {
            String pointer = resource + Schemas.decode(fragment);
            return source.root().at(JsonPointer.compile(pointer)).isMissingNode()
                    ? Optional.empty()
                    : Optional.of(pointer);
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

    /** The base URI at a pointer: that of the nearest enclosing schema with an {@code $id}. */
    private String base(String pointer) {
        if (bases.size() == 1) {
            return "";
        }
        for (String around = pointer; !around.isEmpty(); around = around.substring(0, around.lastIndexOf('/'))) {
            String base = bases.get(around);
            if (base != null) {
                return base;
            }
        }
        return "";
    }

    private static String absolute(String base, String reference) {
        try {
            return java.net.URI.create(base).resolve(reference).toString();
        } catch (IllegalArgumentException noUri) {
            return reference;
        }
    }
}
