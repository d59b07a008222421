package org.tokenapi.contract.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A node of the document with its position.
 *
 * @param references the references of the document
 * @param node the node
 * @param pointer the JSON pointer of the node within the document; empty for the root
 */
record Place(References references, JsonNode node, String pointer) {

    /** The member of a name, with references resolved; empty if there is none. */
    Optional<Place> find(String name) {
        return childIfPresent(node.get(name), name).map(Place::dereferenced);
    }

    /** The member of a name, with references resolved. Throws if there is none. */
    Place get(String name) {
        return find(name).orElseThrow(() -> unreadable("\"" + name + "\" is missing"));
    }

    /** The member of a name as written, with references not resolved; empty if there is none. */
    Optional<Place> raw(String name) {
        return childIfPresent(node.get(name), name);
    }

    /** The members of the object of a name, with references resolved; none if it is absent. */
    List<Member> members(String name) {
        Optional<Place> object = find(name);
        if (object.isEmpty()) {
            return List.of();
        }
        if (!object.get().node.isObject()) {
            throw object.get().unreadable("expected an object");
        }
        List<Member> members = new ArrayList<>();
        object.get().node.properties().forEach(property -> {
            members.add(new Member(
                    property.getKey(),
                    object.get().child(property.getValue(), property.getKey()).dereferenced()));
        });
        return members;
    }

    /** The elements of the array of a name, with references resolved; none if it is absent. */
    List<Place> elements(String name) {
        Optional<Place> array = find(name);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!array.get().node.isArray()) {
            throw array.get().unreadable("expected an array");
        }
        List<Place> elements = new ArrayList<>();
        for (int i = 0; i < array.get().node.size(); i++) {
            elements.add(array.get()
                    .child(array.get().node.get(i), Integer.toString(i))
                    .dereferenced());
        }
        return elements;
    }

    String text(String name) {
        JsonNode value = get(name).node;
        if (!value.isString()) {
            throw unreadable("\"" + name + "\" must be a string");
        }
        return value.stringValue();
    }

    @Nullable
    String textOrNull(String name) {
        return node.has(name) ? text(name) : null;
    }

    boolean flag(String name, boolean absent) {
        JsonNode value = node.get(name);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw unreadable("\"" + name + "\" must be true or false");
        }
        return value.booleanValue();
    }

    UnreadableDocumentException unreadable(String reason) {
        return references.source().unreadable(pointer, reason);
    }

    private Place dereferenced() {
        Place place = this;
        Set<String> seen = new LinkedHashSet<>();
        while (place.node.isObject() && place.node.path("$ref").isString()) {
            Place holder = place;
            String reference = holder.node.get("$ref").stringValue();
            String target = references
                    .resolve(holder.pointer, reference)
                    .orElseThrow(() -> holder.unreadable("the reference " + reference + " has no target"));
            if (!seen.add(target)) {
                throw holder.unreadable("the reference " + reference + " is circular");
            }
            place = new Place(references, references.source().root().at(JsonPointer.compile(target)), target);
        }
        return place;
    }

    private Optional<Place> childIfPresent(@Nullable JsonNode value, String name) {
        return Optional.ofNullable(value).map(v -> child(v, name));
    }

    private Place child(JsonNode value, String name) {
        return new Place(references, value, Pointers.child(pointer, name));
    }

    record Member(String name, Place place) {}
}
