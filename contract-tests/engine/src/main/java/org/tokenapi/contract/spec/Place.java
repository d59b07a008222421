package org.tokenapi.contract.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /** The same place with references resolved; it must be an object. */
    Place object() {
        Place place = dereferenced();
        if (!place.node.isObject()) {
            throw place.unreadable("expected an object");
        }
        return place;
    }

    /** The members of the object of a name, with references resolved; none if it is absent. */
    List<Member> members(String name) {
        return rawMembers(name).stream()
                .map(member -> new Member(member.name(), member.place().dereferenced()))
                .toList();
    }

    /** The members of the object of a name as written; none if it is absent. */
    List<Member> rawMembers(String name) {
        Optional<Place> object = find(name);
        if (object.isEmpty()) {
            return List.of();
        }
        if (!object.get().node.isObject()) {
            throw object.get().unreadable("expected an object");
        }
        return object.get().children();
    }

    /** All members as written. */
    List<Member> children() {
        List<Member> members = new ArrayList<>();
        node.properties()
                .forEach(property ->
                        members.add(new Member(property.getKey(), child(property.getValue(), property.getKey()))));
        return members;
    }

    /** The elements of the array of a name, with references resolved; none if it is absent. */
    List<Place> elements(String name) {
        return rawElements(name).stream().map(Place::dereferenced).toList();
    }

    /** The elements of the array of a name as written; none if it is absent. */
    List<Place> rawElements(String name) {
        Optional<Place> array = find(name);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!array.get().node.isArray()) {
            throw array.get().unreadable("expected an array");
        }
        List<Place> elements = new ArrayList<>();
        for (int i = 0; i < array.get().node.size(); i++) {
            elements.add(array.get().child(array.get().node.get(i), Integer.toString(i)));
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

    IllegalPartException unreadable(String reason) {
        return new IllegalPartException(references.sources().defect(pointer, reason));
    }

    Place dereferenced() {
        Place place = this;
        Set<String> seen = new LinkedHashSet<>();
        while (place.node.isObject() && place.node.path("$ref").isString()) {
            Place holder = place;
            String reference = holder.node.get("$ref").stringValue();
            String target = references.resolve(holder.pointer, reference).orElseThrow(() -> holder.broken(reference));
            if (!seen.add(target)) {
                throw holder.unreadable("the reference " + reference + " is circular");
            }
            place = new Place(references, references.sources().at(target), target);
        }
        return place;
    }

    private IllegalPartException broken(String reference) {
        Defect known = references.broken().get(pointer);
        return known == null
                ? unreadable("the reference " + reference + " has no target")
                : new IllegalPartException(known);
    }

    private Optional<Place> childIfPresent(@Nullable JsonNode value, String name) {
        return Optional.ofNullable(value).map(v -> child(v, name));
    }

    private Place child(JsonNode value, String name) {
        return new Place(references, value, Pointers.child(pointer, name));
    }

    record Member(String name, Place place) {}
}
