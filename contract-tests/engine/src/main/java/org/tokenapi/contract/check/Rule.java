package org.tokenapi.contract.check;

/** The rules that findings refer to. */
public enum Rule {
    UNDECLARED_PATH("the path is not in the document"),
    UNDECLARED_METHOD("the method is not declared for this path"),
    MISSING_PARAMETER("a required parameter is missing"),
    REPEATED_PARAMETER("a parameter with a single value is repeated"),
    MALFORMED_PARAMETER("the parameter is not written in its style"),
    UNDECLARED_PARAMETER("the parameter is not declared"),
    MISSING_CREDENTIALS("credentials are missing"),
    INVALID_CREDENTIALS("the credentials do not have the required form"),
    MISSING_BODY("a required body is missing"),
    UNDECLARED_BODY("no body is declared"),
    MISSING_CONTENT_TYPE("the body has no Content-Type"),
    MEDIA_TYPE("the media type is not declared"),
    NOT_ACCEPTED("the Accept header allows no declared media type"),
    MALFORMED_BODY("the content does not match its media type"),
    SCHEMA("the value violates its schema"),
    UNDECLARED_PROPERTY("the property is not declared in an open schema"),
    UNDECLARED_STATUS("the status is not declared"),
    MISSING_HEADER("a required header is missing"),
    LEAKED_SECRET("a property with the name of a secret is not declared"),
    ACCEPTED_INVALID_REQUEST("the server accepted a request that violates the document"),
    UNCHECKED("this part is not checked"),
    LINK("the link or the callback makes no sense"),
    NO_REQUEST("no conforming request can be made"),
    NO_CREDENTIALS("no credentials are given");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** What it means that the rule is violated, as a clause without a full stop. */
    public String meaning() {
        return meaning;
    }
}
