package org.tokenapi.contract.check;

/** How severely a checker judges what an OpenAPI document and the standards that it refers to leave open. */
public enum Strictness {
    /** What the document does not declare is a violation. */
    STRICT,
    /** What RFC 9110 or the version of OpenAPI allows is a notice. */
    BALANCED,
    /** What servers and clients commonly do is a notice, too. */
    LENIENT
}
