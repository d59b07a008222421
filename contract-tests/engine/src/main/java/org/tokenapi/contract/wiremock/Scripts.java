package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.Operation;

/**
 * Replaces responses of the mock by scripted ones. WireMock's own scenarios are not enough, because two concurrent
 * requests would get the same step. Thread-safe.
 */
final class Scripts implements ResponseDefinitionTransformerV2 {
    private final MockResponses responses;
    private final Mock mock;
    private final Map<String, Deque<Step>> steps = new LinkedHashMap<>();

    Scripts(MockResponses responses) {
        this.responses = responses;
        this.mock = new Mock(responses);
    }

    MockResponses responses() {
        return responses;
    }

    Script on(String operationId) {
        List<Operation> operations = responses.document().operations();
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .map(operation -> new Script(this, operation))
                .orElseThrow(() -> new IllegalArgumentException("the document has no operation \"" + operationId
                        + "\"; it has " + operations.stream().map(Operation::id).collect(Collectors.joining(", "))));
    }

    @Override
    public String getName() {
        return "scripts";
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        Exchange.Request request = CheckingTransformer.request(event.getRequest());
        Deque<Step> script = mock.operation(request)
                .map(operation -> steps.get(operation.id()))
                .orElseGet(ArrayDeque::new);
        Step step = script.poll();
        if (step == null) {
            return response(mock.respond(request));
        }
        if (step.times() > 1) {
            script.addFirst(step.withTimes(step.times() - 1));
        }
        return step.toResponse();
    }

    private static ResponseDefinition response(Mock.Chosen chosen) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withStatus(chosen.status());
        chosen.headers().forEach(response::withHeader);
        return (chosen.body().length == 0 ? response : response.withBody(chosen.body())).build();
    }

    synchronized void add(Operation operation, Step step) {
        steps.computeIfAbsent(operation.id(), id -> new ArrayDeque<>()).add(step);
    }

    synchronized void changeLast(Operation operation, UnaryOperator<Step> change) {
        Deque<Step> script = steps.get(operation.id());
        if (script == null || script.isEmpty()) {
            throw new IllegalStateException(
                    operation.id() + ": the script has no step to change; add one first, before requests are sent");
        }
        Step changed = change.apply(script.getLast());
        script.removeLast();
        script.add(changed);
    }

    /** Ends all scripts, and returns the steps that no request used. */
    synchronized List<String> end() {
        List<String> unused = new ArrayList<>();
        steps.forEach((operation, script) -> script.forEach(step -> unused.add(operation + ": " + step)));
        steps.clear();
        return unused;
    }
}
