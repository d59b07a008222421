package org.tokenapi.contract.spec;

/**
 * Builds JSON pointers (RFC 6901). A pointer into another file than the first of a document begins with that file,
 * relative to the folder of the document, and {@code #}: {@code schemas/pet.yaml#/properties/id}.
 */
public final class Pointers {
    private Pointers() {}

    /**
     * The pointer of a member or an element.
     *
     * @param pointer the pointer of the object or array
     * @param name the name of the member or the index of the element, not escaped
     */
    public static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The file of a pointer with its {@code #}; empty for the first file. */
    public static String file(String pointer) {
        return pointer.isEmpty() || pointer.startsWith("/") ? "" : pointer.substring(0, pointer.indexOf('#') + 1);
    }

    /** A pointer without its file. */
    public static String within(String pointer) {
        return pointer.substring(file(pointer).length());
    }
}
