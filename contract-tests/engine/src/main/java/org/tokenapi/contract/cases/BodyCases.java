package org.tokenapi.contract.cases;

import java.util.Set;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** Derives cases for the request body: its media types, its syntax and the constraints of its schema. */
final class BodyCases {
    private final OpenApiDocument document;
    private final ConformingRequests requests;
    private final CaseList cases;

    BodyCases(OpenApiDocument document, ConformingRequests requests, CaseList cases) {
        this.document = document;
        this.requests = requests;
        this.cases = cases;
    }

    void derive(Operation operation, RequestDraft base) {
        RequestBody body = operation.requestBody();
        if (body != null) {
            bodies(operation, body, base);
        } else if (!operation.method().equals("GET") && !operation.method().equals("HEAD")) {
            cases.add(
                    operation,
                    "body where none is declared",
                    operation.pointer(),
                    Expectation.ANYTHING_DECLARED,
                    base.body("{}").header("Content-Type", "application/json"));
        }
    }

    private void bodies(Operation operation, RequestBody body, RequestDraft base) {
        cases.add(
                operation,
                "body missing",
                body.pointer(),
                body.required() ? Expectation.REFUSED : Expectation.ACCEPTED,
                base.withoutBody());
        Varied varied = new Varied();
        for (Content content : body.content()) {
            String name = body.content().size() == 1 ? "body" : "body " + content.key();
            for (Example example : content.examples()) {
                Set<String> broken = requests.broken(content, example.value());
                if (!broken.isEmpty()) {
                    cases.gap(ConformingRequests.gap(
                            content.pointer(), operation.id() + " " + name + " example " + example.name(), broken));
                    continue;
                }
                cases.add(
                        operation,
                        name + " example " + example.name(),
                        content.pointer(),
                        Expectation.ACCEPTED,
                        RequestSerializer.withBody(base, content, example.value()));
            }
            JsonNode value = requests.body(operation, content);
            Set<String> broken = requests.broken(content, value);
            if (!broken.isEmpty()) {
                cases.gap(ConformingRequests.gap(content.pointer(), operation.id() + " " + name, broken));
                continue;
            }
            RequestDraft conforming = RequestSerializer.withBody(base, content, value);
            contentType(operation, content, name, conforming);
            if (content.mediaType().isJson()) {
                syntax(operation, content, name, value, conforming);
                if (body.required()) {
                    cases.add(operation, name + " empty", content.pointer(), Expectation.REFUSED, conforming.body(""));
                }
            }
            if (content.schema() != null
                    && (content.mediaType().isJson()
                            || content.mediaType().isForm()
                            || content.mediaType().isMultipartForm())) {
                variations(operation, content, content.schema(), name, value, base, varied);
            }
        }
    }

    private void contentType(Operation operation, Content content, String bodyName, RequestDraft conforming) {
        String name = bodyName + " Content-Type ";
        String pointer = content.pointer();
        MediaType type = content.mediaType();
        cases.add(operation, name + "missing", pointer, Expectation.REFUSED, conforming.header("Content-Type", null));
        cases.add(
                operation,
                name + "unknown",
                pointer,
                Expectation.REFUSED,
                conforming.header("Content-Type", MediaTypeSpelling.UNKNOWN));
        if ((type.isJson() || type.isForm()) && !type.parameters().containsKey("charset")) {
            cases.add(
                    operation,
                    name + "with charset",
                    pointer,
                    Expectation.ACCEPTED,
                    conforming.header("Content-Type", content.key() + ";charset=utf-8"));
        }
        for (MediaTypeSpelling wording : MediaTypeSpelling.of(type)) {
            cases.add(
                    operation,
                    name + wording.name(),
                    pointer,
                    wording.same() ? Expectation.ACCEPTED : Expectation.REFUSED,
                    conforming.header("Content-Type", wording.text()));
        }
    }

    private void syntax(Operation operation, Content content, String name, JsonNode value, RequestDraft conforming) {
        String pointer = content.pointer();
        cases.add(operation, name + " malformed", pointer, Expectation.REFUSED, conforming.body("{\""));
        cases.add(operation, name + " twice", pointer, Expectation.REFUSED, conforming.body(value + " " + value));
    }

    private void variations(
            Operation operation,
            Content content,
            SchemaRef schema,
            String name,
            JsonNode value,
            RequestDraft base,
            Varied varied) {
        Variations variations =
                new Variations(document, schema, value, changed -> requests.broken(content, changed), varied);
        for (Variation variation : variations.all()) {
            cases.add(
                    operation,
                    name + " " + variation.name(),
                    variation.pointer(),
                    variation.inside() ? Expectation.ACCEPTED_OR_UNKNOWN : Expectation.REFUSED,
                    RequestSerializer.withBody(base, content, variation.value()));
        }
        cases.unbreakable(variations.unprovable());
    }
}
