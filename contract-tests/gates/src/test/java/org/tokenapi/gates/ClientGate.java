package org.tokenapi.gates;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.FailureException;
import org.tokenapi.client.RetryPolicy;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.TokenApiException;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls every operation with the client, with every request example and for every response example of the document.
 * Reports requests that violate the document, and everything that is lost between a model and a message.
 */
final class ClientGate {
    private static final Example NO_BODY = new Example("no-body", MissingNode.getInstance(), "");

    private final OpenApiDocument document;
    private final Supplier<List<Verdict>> verdicts;
    private final TokenApiClient client;

    /**
     * @param mock the address of a mock of the document
     * @param verdicts returns the verdicts of the mock since the last call
     */
    ClientGate(OpenApiDocument document, URI mock, Supplier<List<Verdict>> verdicts, HttpClient http) {
        this.document = document;
        this.verdicts = verdicts;
        client = TokenApiClient.builder()
                .baseUri(mock)
                .credentials(Credentials.bearer("token-of-the-gate"))
                .retryPolicy(RetryPolicy.NEVER)
                .httpClient(http)
                .build();
    }

    /**
     * One call: a request, and the response that the mock has to send.
     *
     * @param full whether the optional parameters are sent
     */
    record Sample(Operation operation, boolean full, Example request, Response response, Example responseExample) {
        @Override
        public String toString() {
            return operation.id() + (full ? "" : " without optional parameters") + ", request " + request.name()
                    + ", response " + response.status() + " " + responseExample.name();
        }
    }

    /** Each request example with the first response, and each response example with the first request. */
    static List<Sample> samples(OpenApiDocument document) {
        List<Sample> samples = new ArrayList<>();
        for (Operation operation : document.operations()) {
            List<Example> requests =
                    new ArrayList<>(examples(operation.requestBody().content()));
            requests.addAll(responsesToSendBack(operation));
            if (!operation.requestBody().required()) {
                requests.add(NO_BODY);
            }
            List<ResponseExample> responses = operation.responses().stream()
                    .flatMap(response ->
                            responseExamples(response).map(example -> new ResponseExample(response, example)))
                    .toList();
            requests.forEach(request -> samples.add(
                    new Sample(operation, true, request, responses.get(0).response, responses.get(0).example)));
            if (operation.parameters().stream().anyMatch(parameter -> !parameter.required())) {
                samples.add(new Sample(
                        operation, false, requests.get(0), responses.get(0).response, responses.get(0).example));
            }
            responses.stream()
                    .skip(1)
                    .forEach(response -> samples.add(
                            new Sample(operation, true, requests.get(0), response.response, response.example)));
        }
        return samples;
    }

    /**
     * The response examples with the schema of the request: a caller may read, change and send back the whole object.
     */
    private static List<Example> responsesToSendBack(Operation operation) {
        Content sent = operation.requestBody().content().get(0);
        return operation.successes().stream()
                .flatMap(response -> response.content().stream())
                .filter(content -> content.schema().node().equals(sent.schema().node()))
                .flatMap(content -> content.examples().stream())
                .toList();
    }

    /** The problems of all samples with a success, one line each. */
    List<String> runSuccesses() {
        return samples(document).stream()
                .filter(sample -> sample.operation.successes().contains(sample.response))
                .flatMap(sample -> run(sample).stream())
                .toList();
    }

    /** The problems of one sample, one line each. */
    List<String> run(Sample sample) {
        List<String> problems = new ArrayList<>();
        try {
            problems.addAll(compare(sample, statusOfSuccess(sample.operation), Models.show(call(sample))));
        } catch (FailureException e) {
            JsonNode problem = e.problem().map(Models::show).orElse(MissingNode.getInstance());
            problems.addAll(compare(sample, Integer.toString(e.status()), problem));
            problems.addAll(compareHeaders(sample, e.headers()));
        } catch (TokenApiException e) {
            problems.add("LOSS " + sample + ": " + e.getMessage());
        }
        List<Verdict> exchanges = verdicts.get();
        exchanges.forEach(verdict -> problems.addAll(wrongInRequest(sample, verdict)));
        if (exchanges.size() != 1) {
            problems.add("LOSS " + sample + ": expected 1 request, got " + exchanges.size());
        }
        return problems;
    }

    private List<String> compare(Sample sample, String status, JsonNode received) {
        List<String> problems = new ArrayList<>();
        if (!status.equals(sample.response.status())) {
            problems.add("LOSS " + sample + ": expected status " + sample.response.status() + " at the client, got "
                    + status);
        }
        Json.differences(sample.responseExample.value(), received)
                .forEach(difference -> problems.add("LOSS " + sample + ": in the response " + difference));
        return problems;
    }

    private static List<String> compareHeaders(Sample sample, HttpHeaders headers) {
        return sample.response.headers().stream()
                .filter(header -> !headers.allValues(header.name())
                        .equals(List.of(header.examples().get(0).value().asString())))
                .map(header -> "LOSS " + sample + ": the client lost the header " + header.name())
                .toList();
    }

    /** The status of a response that the client returns. The client exposes status and headers of failures only. */
    private static String statusOfSuccess(Operation operation) {
        return operation.successes().stream().map(Response::status).collect(Collectors.joining(" or "));
    }

    private List<String> wrongInRequest(Sample sample, Verdict verdict) {
        List<String> problems = new ArrayList<>();
        verdict.findings().forEach(finding -> problems.add(finding.rule() + " " + finding.pointer() + " " + finding));
        if (problems.isEmpty()) {
            JsonNode sent = Json.MAPPER.readTree(verdict.exchange().request().body());
            Json.differences(withDefaults(document, sample.operation, sample.request.value()), sent)
                    .forEach(difference -> problems.add("LOSS " + sample + ": in the request " + difference));
        }
        return problems;
    }

    /** The body with the defaults of the document, which generated models always send. */
    static JsonNode withDefaults(OpenApiDocument document, Operation operation, JsonNode sent) {
        if (sent.isMissingNode()) {
            return sent;
        }
        ObjectNode body = sent.deepCopy().asObject();
        JsonNode schema = Schemas.dereference(
                        document, operation.requestBody().content().get(0).schema())
                .node();
        schema.path("properties").properties().forEach(property -> {
            if (property.getValue().has("default") && !body.has(property.getKey())) {
                body.set(property.getKey(), property.getValue().get("default"));
            }
        });
        return body;
    }

    private Object call(Sample sample) {
        Map<String, String> parameters = sample.operation.parameters().stream()
                .filter(parameter -> sample.full || parameter.required())
                .collect(Collectors.toMap(
                        Parameter::name, p -> p.examples().get(0).value().asString()));
        String prefer = "code=" + sample.response.status() + ", example=" + sample.responseExample.name();
        return client.send(Models.call(sample.operation, parameters, sample.request.value())
                .header("Prefer", prefer));
    }

    private static Stream<Example> responseExamples(Response response) {
        Stream<Example> withBody = examples(response.content()).stream();
        return response.bodyOptional() ? Stream.concat(withBody, Stream.of(NO_BODY)) : withBody;
    }

    private static List<Example> examples(List<Content> content) {
        return content.stream().flatMap(one -> one.examples().stream()).toList();
    }

    private record ResponseExample(Response response, Example example) {}
}
