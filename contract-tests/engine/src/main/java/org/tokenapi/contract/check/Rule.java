package org.tokenapi.contract.check;

/** What a finding is about. */
public enum Rule {
    UNDECLARED_PATH("the document has no such path"),
    UNDECLARED_METHOD("the document has no such method on this path"),
    MISSING_PARAMETER("a required parameter is missing"),
    REPEATED_PARAMETER("a parameter that takes one value came more than once"),
    UNDECLARED_PARAMETER("the document has no such parameter"),
    MISSING_CREDENTIALS("the operation needs credentials and none came"),
    INVALID_CREDENTIALS("credentials came, but not in the form that the document asks for"),
    MISSING_BODY("a body is required and none came"),
    UNDECLARED_BODY("a body came where the document has none"),
    MISSING_CONTENT_TYPE("a body came without a Content-Type"),
    MEDIA_TYPE("the media type is not one that the document has here"),
    NOT_ACCEPTED("the Accept header admits no media type that the operation answers with"),
    MALFORMED_BODY("the body is not what its media type says"),
    SCHEMA("a value breaks its schema"),
    UNDECLARED_PROPERTY("a property came that an open schema does not know"),
    UNDECLARED_STATUS("the document has no such status"),
    MISSING_HEADER("a required header is missing"),
    LEAKED_SECRET("a secret stands where the schema has none"),
    ACCEPTED_INVALID_REQUEST("a request that violates the document was carried out"),
    UNCHECKED("this part could not be checked"),
    NO_REQUEST("the document gives too little to ask the server about this");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** The rule in one sentence. */
    public String meaning() {
        return meaning;
    }
}
