package org.tokenapi.contract.spec;

/** Builds JSON pointers (RFC 6901). */
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
}
