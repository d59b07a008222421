package org.tokenapi.contract.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;

/**
 * Stubs made from the answers of a document: one for each operation, status and example. A request picks its answer with
 * the header {@code Prefer: code=404, example=name} (RFC 7240); without one it gets the first success.
 */
final class ExampleStubs {
    private final Answers answers;
    private final List<MappingBuilder> stubs = new ArrayList<>();

    private ExampleStubs(Answers answers) {
        this.answers = answers;
    }

    static List<MappingBuilder> of(Answers answers) {
        ExampleStubs stubs = new ExampleStubs(answers);
        answers.document().operations().forEach(stubs::add);
        return stubs.stubs;
    }

    private void add(Operation operation) {
        // The preferred answer outranks the first one of its status, that the first success, and a literal path any
        // other.
        int rank = 3 * answers.document().operations().indexOf(operation) + 1;
        boolean succeeds = false;
        for (Response response : operation.responses()) {
            int status = status(response);
            List<Answer> ofStatus = answers.of(response);
            for (Answer answer : ofStatus) {
                stub(
                        operation,
                        rank,
                        "code=" + status + "\\s*,\\s*example=" + Pattern.quote(answer.name()),
                        status,
                        answer);
            }
            if (!ofStatus.isEmpty()) {
                stub(operation, rank + 1, "code=" + status, status, ofStatus.get(0));
            }
            if (!ofStatus.isEmpty() && !succeeds && response.isSuccess()) {
                stub(operation, rank + 2, null, status, ofStatus.get(0));
                succeeds = true;
            }
        }
    }

    /** One status for a range of them. */
    private static int status(Response response) {
        return response.status().equals("default")
                ? 500
                : Integer.parseInt(response.status().toUpperCase(Locale.ROOT).replace("XX", "00"));
    }

    private void stub(Operation operation, int rank, @Nullable String preference, int status, Answer answer) {
        MappingBuilder stub = any(anyUrl())
                .andMatching(request ->
                        MatchResult.of(answers.operation(request).stream().anyMatch(one -> one == operation)))
                .atPriority(rank)
                .withName(operation.id() + " " + status + " " + answer.name())
                .willReturn(answer.response(status));
        stubs.add(preference == null ? stub : stub.withHeader("Prefer", matching(preference)));
    }
}
