package org.tokenapi.contract.spec;

import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes sure, before anything else is read, that every reference leads to a place within the document. */
final class References {
    /** What stands below these is data, and a member {@code $ref} in it is no reference. */
    private static final Set<String> DATA = Set.of("example", "value", "default", "enum", "const");

    /** The members of these have names of their own, {@code $ref} and {@code example} among the possible ones. */
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "examples", "$defs", "schemas");

    private References() {}

    static void check(Place root) {
        check(root, root.node(), "", false);
    }

    private static void check(Place root, JsonNode node, String pointer, boolean named) {
        if (!named && node.path("$ref").isString()) {
            checkOne(root, node.get("$ref").stringValue(), pointer);
        }
        node.properties().forEach(member -> {
            boolean data = !named && DATA.contains(member.getKey());
            if (!data && !member.getKey().startsWith("x-")) {
                check(
                        root,
                        member.getValue(),
                        Pointers.child(pointer, member.getKey()),
                        !named && NAMED.contains(member.getKey()));
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(root, node.get(i), pointer + "/" + i, false);
        }
    }

    private static void checkOne(Place root, String reference, String pointer) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw root.source()
                    .unreadable(
                            pointer,
                            "the reference " + reference
                                    + " is no JSON pointer within the document; bundle it into one file");
        }
        try {
            if (root.node().at(JsonPointer.compile(Schemas.target(reference))).isMissingNode()) {
                throw root.source().unreadable(pointer, "the reference " + reference + " leads nowhere");
            }
        } catch (IllegalArgumentException e) {
            throw root.source().unreadable(pointer, "the reference " + reference + " is malformed");
        }
    }
}
