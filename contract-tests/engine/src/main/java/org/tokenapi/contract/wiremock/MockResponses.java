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

/**
 * The responses of a mock: the examples of the document or, without examples, values generated from its schemas.
 * Thread-safe.
 */
final class MockResponses {
    /** The name of a response without a body, if the document allows one. */
    static final String NO_BODY = "no-body";

    /** The name of a response that is generated from a schema, because the document has no example. */
    static final String SAMPLE = "sample";

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Samples samples;

    MockResponses(OpenApiDocument document, ExchangeChecker checker) {
        this.document = document;
        this.checker = checker.schemas();
        this.samples = new Samples(document);
    }

    OpenApiDocument document() {
        return document;
    }

    /**
     * The operation of a request. It uses the document and not URL patterns, so that mock and check agree on every
     * path.
     */
    Optional<Operation> operation(Request request) {
        return document.routes(request.getUrl().replaceFirst("\\?.*", "")).stream()
                .map(Route::operation)
                .filter(operation ->
                        operation.method().equals(request.getMethod().value()))
                .findFirst();
    }

    /**
     * The responses for one status, in the order of the document; empty if there is neither an example nor a schema.
     */
    List<MockResponse> of(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Parameter header : response.headers()) {
            header(header).ifPresent(value -> headers.put(header.name(), value));
        }
        List<MockResponse> responses = new ArrayList<>();
        for (Content content : response.content()) {
            for (Example example : examples(content)) {
                String body = content.mediaType().isJson() || !example.value().isString()
                        ? example.value().toString()
                        : example.value().stringValue();
                Map<String, String> withType = new LinkedHashMap<>(headers);
                withType.put("Content-Type", content.key());
                responses.add(new MockResponse(example.name(), withType, body.getBytes(StandardCharsets.UTF_8)));
            }
        }
        if (response.content().isEmpty() || response.bodyOptional()) {
            responses.add(new MockResponse(NO_BODY, headers, new byte[0]));
        }
        return responses;
    }

    private List<Example> examples(Content content) {
        SchemaRef schema = content.schema();
        if (!content.examples().isEmpty() || schema == null) {
            return content.examples();
        }
        // If no conforming value can be generated, the document needs an example.
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
                .map(MockResponses::text);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
