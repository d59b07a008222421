package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.Script;

/**
 * The services as their document describes them, and a client whose pauses take no time. A test fails if a request, or
 * a scripted response that is not undeclared, does not follow the document, or if a scripted response was not asked
 * for.
 *
 * <p>{@link Service} is for what this can't do: token endpoints, broken HTTP, responses that depend on the request.
 */
final class ContractService implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final ContractExtension contract =
            ContractExtension.mock(OpenApiDocument.resource("/org/tokenapi/spec/openapi.yaml"));
    private final List<Exchange.Request> requests = new ArrayList<>();
    private FakeTime time = new FakeTime();

    @Override
    public void beforeAll(ExtensionContext context) {
        contract.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        contract.beforeEach(context);
        requests.clear();
        time = new FakeTime();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contract.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        contract.afterAll(context);
    }

    URI uri() {
        return contract.baseUri();
    }

    /** Scripts the next responses to an operation. */
    Script on(SampleCall sample) {
        return contract.on(sample.call().operation());
    }

    /** A client with a fixed access token. */
    TokenApiClient client() {
        return builder().build();
    }

    TokenApiClient.Builder builder() {
        return time.client(uri());
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    /** The pauses that the client made between attempts. */
    List<Duration> pauses() {
        return time.pauses();
    }

    /** The requests of this test so far, each of which follows the document. */
    synchronized List<Exchange.Request> requests() {
        List<Verdict> verdicts = contract.takeVerdicts();
        assertThat(verdicts).flatExtracting(Verdict::violations).isEmpty();
        verdicts.forEach(verdict -> requests.add(verdict.exchange().request()));
        return List.copyOf(requests);
    }

    /** The only request of this test. */
    Exchange.Request request() {
        assertThat(requests()).hasSize(1);
        return requests().get(0);
    }

    /** The body of the only request. */
    String body() {
        return body(request());
    }

    static String body(Exchange.Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
