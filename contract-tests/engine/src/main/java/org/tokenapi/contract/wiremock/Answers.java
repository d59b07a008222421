package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tokenapi.contract.cases.Samples;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** The answers that a document has: its examples, and where it has none, what its schemas give. Thread-safe. */
final class Answers {
    /** The name of an answer without a body, where the document allows one. */
    static final String NO_BODY = "no-body";

    /** The name of an answer that is made from a schema, because the document has no example. */
    static final String SAMPLE = "sample";

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Samples samples;

    Answers(OpenApiDocument document, ExchangeChecker checker) {
        this.document = document;
        this.checker = checker.schemas();
        this.samples = new Samples(document);
    }

    OpenApiDocument document() {
        return document;
    }

    /** Asks the document rather than patterns of URLs, so that mock and check never differ on what a path means. */
    Optional<Operation> operation(Request request) {
        return document.routes(request.getUrl().replaceFirst("\\?.*", "")).stream()
                .map(Route::operation)
                .filter(operation ->
                        operation.method().equals(request.getMethod().value()))
                .findFirst();
    }

    /** Those for one status, in the order of the document; none if there is neither an example nor a schema to go by. */
    List<Answer> of(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Parameter header : response.headers()) {
            header(header).ifPresent(value -> headers.put(header.name(), value));
        }
        List<Answer> answers = new ArrayList<>();
        for (Content content : response.content()) {
            for (Example example : examples(content)) {
                String body = content.mediaType().isJson() || !example.value().isString()
                        ? example.value().toString()
                        : example.value().stringValue();
                Map<String, String> withType = new LinkedHashMap<>(headers);
                withType.put("Content-Type", content.key());
                answers.add(new Answer(example.name(), withType, body.getBytes(StandardCharsets.UTF_8)));
            }
        }
        if (response.content().isEmpty() || response.bodyOptional()) {
            answers.add(new Answer(NO_BODY, headers, new byte[0]));
        }
        return answers;
    }

    private List<Example> examples(Content content) {
        SchemaRef schema = content.schema();
        if (!content.examples().isEmpty() || schema == null) {
            return content.examples();
        }
        // What can't be made is not made up: the document needs an example.
        return samples.found(schema, checker, Side.RESPONSE).stream()
                .filter(sample -> content.mediaType().isJson() || sample.isString())
                .map(sample -> new Example(SAMPLE, sample, schema.pointer()))
                .toList();
    }

    private Optional<String> header(Parameter header) {
        SchemaRef schema = header.schema();
        if (!header.examples().isEmpty() || schema == null || !header.required()) {
            return header.examples().stream().findFirst().map(example -> text(example.value()));
        }
        return samples.found(schema, checker, Side.RESPONSE)
                .filter(JsonNode::isValueNode)
                .map(Answers::text);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
