package org.tokenapi.contract.spec;

/** Builds JSON pointers (RFC 6901). */
public final class Pointers {
    private Pointers() {}

    /** The pointer of a member or element of what another pointer leads to. */
    public static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
