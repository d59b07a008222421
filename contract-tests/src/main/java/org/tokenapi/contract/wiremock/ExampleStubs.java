package org.tokenapi.contract.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Samples;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;
import tools.jackson.databind.JsonNode;

/**
 * Stubs made from the examples of a document: one for each operation, status and example. A request picks its answer with
 * the header {@code Prefer: code=404, example=name} (RFC 7240); without one it gets the first success. Where the document
 * has no example of a body, one is made from its schema.
 */
final class ExampleStubs {
    /** The name under which an answer without a body is asked for, where the document makes the body optional. */
    static final String NO_BODY = "no-body";

    private static final String FROM_SCHEMA = "schema";

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Samples samples;
    private final List<MappingBuilder> stubs = new ArrayList<>();

    private ExampleStubs(OpenApiDocument document, SchemaChecker checker) {
        this.document = document;
        this.checker = checker;
        this.samples = new Samples(document);
    }

    static List<MappingBuilder> of(OpenApiDocument document, SchemaChecker checker) {
        ExampleStubs stubs = new ExampleStubs(document, checker);
        document.operations().forEach(stubs::add);
        return stubs.stubs;
    }

    private void add(Operation operation) {
        List<Answer> answers =
                operation.responses().stream().flatMap(this::answers).toList();
        // The preferred answer outranks the first one of its status, that the first success, and a literal path any
        // other.
        int rank = 3 * document.operations().indexOf(operation) + 1;
        Answer first = null;
        String seen = "";
        for (Answer answer : answers) {
            stub(operation, rank, "code=" + answer.status + "\\s*,\\s*example=" + Pattern.quote(answer.name), answer);
            if (!answer.status.equals(seen)) {
                stub(operation, rank + 1, "code=" + answer.status, answer);
                seen = answer.status;
            }
            if (first == null && answer.status.startsWith("2")) {
                first = answer;
            }
        }
        if (first != null) {
            stub(operation, rank + 2, null, first);
        }
    }

    private Stream<Answer> answers(Response response) {
        String status = response.status().equals("default")
                ? "500"
                : response.status().toUpperCase(Locale.ROOT).replace("XX", "00");
        List<Answer> answers = new ArrayList<>();
        for (Content content : response.content()) {
            for (Example example : examples(content)) {
                String body = content.mediaType().isJson() ? example.value().toString() : text(example.value());
                answers.add(new Answer(status, example.name(), headers(response), content.key(), body));
            }
        }
        if (response.content().isEmpty() || response.bodyOptional()) {
            answers.add(new Answer(status, NO_BODY, headers(response), null, ""));
        }
        return answers.stream();
    }

    /** Where the document has no example, one that is made from the schema. */
    private List<Example> examples(Content content) {
        boolean made = content.examples().isEmpty()
                && content.schema() != null
                && (content.mediaType().isJson() || content.mediaType().type().equals("text"));
        return made
                ? samples.found(content.schema(), checker, Side.RESPONSE).stream()
                        .map(value -> new Example(FROM_SCHEMA, value, content.pointer()))
                        .toList()
                : content.examples();
    }

    private Map<String, String> headers(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Parameter header : response.headers()) {
            header.examples().stream()
                    .map(Example::value)
                    .findFirst()
                    .or(() -> header.required() && header.schema() != null
                            ? samples.found(header.schema(), checker, Side.RESPONSE)
                            : Optional.empty())
                    .ifPresent(value -> headers.put(header.name(), text(value)));
        }
        return headers;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private void stub(Operation operation, int rank, @Nullable String preference, Answer answer) {
        MappingBuilder stub = any(anyUrl())
                .andMatching(request -> MatchResult.of(isFor(operation, request)))
                .atPriority(rank)
                .withName(operation.id() + " " + answer.status + " " + answer.name)
                .willReturn(answer.response());
        stubs.add(preference == null ? stub : stub.withHeader("Prefer", matching(preference)));
    }

    /** Asks the document rather than patterns of URLs, so that mock and check never differ on what a path means. */
    private boolean isFor(Operation operation, Request request) {
        return request.getMethod().value().equals(operation.method())
                && document.routes(request.getUrl().replaceFirst("\\?.*", "")).stream()
                        .anyMatch(route -> route.operation() == operation);
    }

    private record Answer(
            String status,
            String name,
            Map<String, String> headers,
            @Nullable String mediaType,
            String body) {

        ResponseDefinitionBuilder response() {
            ResponseDefinitionBuilder response = aResponse().withStatus(Integer.parseInt(status));
            headers.forEach(response::withHeader);
            return mediaType == null
                    ? response
                    : response.withHeader("Content-Type", mediaType).withBody(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
