package org.tokenapi.contract.spec;

/** What references may lead to besides the files in the folder of a document and below. */
public enum Reach {
    /** Files of this machine outside of the folder. */
    OUTSIDE,
    /** {@code http} and {@code https} URLs, which are fetched. */
    URL
}
