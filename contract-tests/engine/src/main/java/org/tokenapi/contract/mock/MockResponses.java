package org.tokenapi.contract.mock;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tokenapi.contract.cases.Samples;
import org.tokenapi.contract.cases.ValueWriter;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The responses that a mock can send: the examples of the document or, without an example that conforms, values
 * generated from its schemas. Each is made at its first use. Thread-safe.
 */
public final class MockResponses {
    /** The name of a response without a body, if the document allows one. */
    static final String NO_BODY = "no-body";

    /** The name of a response that is generated from a schema, because the document has no example. */
    static final String SAMPLE = "sample";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;
    private final ExchangeChecker checker;
    private final SchemaChecker schemas;
    private final Samples samples;
    private final Map<String, List<MockResponse>> made = new ConcurrentHashMap<>();

    /**
     * Makes nothing yet.
     *
     * @param checker the checker of the document
     */
    public MockResponses(OpenApiDocument document, ExchangeChecker checker) {
        this.document = document;
        this.checker = checker;
        this.schemas = checker.schemas();
        this.samples = new Samples(document);
    }

    /** The document of the mock. */
    public OpenApiDocument document() {
        return document;
    }

    /**
     * The responses for one declared status, in the order of the document; empty if it has neither an example nor a
     * schema that a value can be made from.
     */
    public List<MockResponse> of(Response response) {
        return made.computeIfAbsent(response.pointer(), pointer -> make(response));
    }

    /** The examples of responses that break their schemas and are not sent, one line each. */
    public List<String> wrongExamples() {
        return document.operations().stream()
                .flatMap(operation -> operation.responses().stream())
                .flatMap(response -> response.content().stream())
                .flatMap(content -> content.examples().stream().flatMap(example -> {
                    Set<String> broken = broken(content, example.value());
                    return broken.isEmpty()
                            ? Optional.<String>empty().stream()
                            : Optional.of(example.pointer() + " violates " + String.join(", ", broken)).stream();
                }))
                .distinct()
                .toList();
    }

    private List<MockResponse> make(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Parameter header : response.headers()) {
            header(header).ifPresent(value -> headers.put(header.name(), value));
        }
        List<MockResponse> responses = new ArrayList<>();
        for (Content content : response.content()) {
            bodies(content).forEach((name, body) -> {
                Map<String, String> withType = new LinkedHashMap<>(headers);
                withType.put("Content-Type", ValueWriter.contentType(content));
                responses.add(new MockResponse(name, content.mediaType().concrete(), withType, body));
            });
        }
        if (response.content().isEmpty() || response.bodyOptional()) {
            responses.add(new MockResponse(NO_BODY, null, headers, new byte[0]));
        }
        return responses;
    }

    /** The bodies of a representation by the names of the examples, or by that of a sample. */
    private Map<String, byte[]> bodies(Content content) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (Example example : content.examples()) {
            if (ValueWriter.isWritable(content, example.value())
                    && broken(content, example.value()).isEmpty()) {
                bodies.putIfAbsent(example.name(), ValueWriter.body(content, example.value()));
            } else {
                sample(content).ifPresent(body -> bodies.putIfAbsent(example.name(), body));
            }
        }
        if (bodies.isEmpty()) {
            sample(content).ifPresent(body -> bodies.put(SAMPLE, body));
        }
        return bodies;
    }

    private Optional<byte[]> sample(Content content) {
        SchemaRef schema = content.schema();
        if (schema == null && content.sequential()) {
            return Optional.of(ValueWriter.body(content, samples.items(content.itemSchema(), schemas, Side.RESPONSE)));
        }
        boolean unread = checker.isUnread(content);
        if (schema == null || unread) {
            return Optional.of(placeholder(content.mediaType().concrete()));
        }
        // If no conforming value can be generated, the document needs an example.
        return samples.found(schema, schemas, Side.RESPONSE)
                .filter(value -> ValueWriter.isWritable(content, value))
                .map(value -> ValueWriter.body(content, value));
    }

    /** A body of a type about which the document says nothing that can be checked. */
    private static byte[] placeholder(MediaType type) {
        String text = type.isJson()
                ? "{}"
                : type.subtype().equals("xml") || type.subtype().endsWith("+xml")
                        ? "<value/>"
                        : type.type().equals("text") ? "text" : "";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What an example breaks, as it is written in the media type of its representation. */
    private Set<String> broken(Content content, JsonNode value) {
        if (content.schema() == null && content.itemSchema() == null || !ValueWriter.isWritable(content, value)) {
            return Set.of();
        }
        Headers headers = Headers.of(Map.of("Content-Type", List.of(ValueWriter.contentType(content))));
        return checker.broken(content, headers, ValueWriter.body(content, value), Side.RESPONSE);
    }

    private Optional<String> header(Parameter header) {
        SchemaRef schema = header.schema();
        Optional<JsonNode> example = header.examples().stream()
                .map(Example::value)
                .filter(value -> schema == null
                        || schemas.brokenAsText(schema, value, Side.RESPONSE).isEmpty())
                .findFirst();
        if (example.isPresent() || !header.required()) {
            return example.map(value -> ValueWriter.header(header, value));
        }
        return schema == null
                ? Optional.of("value")
                : samples.found(schema, schemas, Side.RESPONSE).map(value -> ValueWriter.header(header, value));
    }
}
