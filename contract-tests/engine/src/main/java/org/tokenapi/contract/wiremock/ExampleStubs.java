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
 * Makes WireMock stubs: one for each operation, status and example. A request selects its response with the header
 * {@code Prefer: code=404, example=name} (RFC 7240), and gets the first success without it.
 */
final class ExampleStubs {
    private final MockResponses responses;
    private final List<MappingBuilder> stubs = new ArrayList<>();

    private ExampleStubs(MockResponses responses) {
        this.responses = responses;
    }

    static List<MappingBuilder> of(MockResponses responses) {
        ExampleStubs stubs = new ExampleStubs(responses);
        responses.document().operations().forEach(stubs::add);
        return stubs.stubs;
    }

    private void add(Operation operation) {
        // A named example outranks the first one of its status, and that outranks the first success. Literal paths come
        // before templates.
        int rank = 3 * responses.document().operations().indexOf(operation) + 1;
        boolean succeeds = false;
        for (Response response : operation.responses()) {
            int status = status(response);
            List<MockResponse> ofStatus = responses.of(response);
            for (MockResponse mocked : ofStatus) {
                stub(
                        operation,
                        rank,
                        "code=" + status + "\\s*,\\s*example=" + Pattern.quote(mocked.name()),
                        status,
                        mocked);
            }
            if (!ofStatus.isEmpty()) {
                stub(operation, rank + 1, "code=" + status, status, ofStatus.get(0));
            }
            if (!ofStatus.isEmpty() && !succeeds && operation.successes().contains(response)) {
                stub(operation, rank + 2, null, status, ofStatus.get(0));
                succeeds = true;
            }
        }
    }

    /** The status to send for a declared one, which may be a range: 400 for 4XX, 500 for the default. */
    private static int status(Response response) {
        return response.status().equals("default")
                ? 500
                : Integer.parseInt(response.status().toUpperCase(Locale.ROOT).replace("XX", "00"));
    }

    private void stub(Operation operation, int rank, @Nullable String preference, int status, MockResponse mocked) {
        MappingBuilder stub = any(anyUrl())
                .andMatching(request ->
                        MatchResult.of(responses.operation(request).stream().anyMatch(one -> one == operation)))
                .atPriority(rank)
                .withName(operation.id() + " " + status + " " + mocked.name())
                .willReturn(mocked.response(status));
        stubs.add(preference == null ? stub : stub.withHeader("Prefer", matching(preference)));
    }
}
