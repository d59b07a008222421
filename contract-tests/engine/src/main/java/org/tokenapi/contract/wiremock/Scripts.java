package org.tokenapi.contract.wiremock;

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
import org.tokenapi.contract.spec.Operation;

/**
 * Puts scripted answers in the place of the examples. WireMock's own scenarios can't: two requests at the same time would
 * both get the same step.
 */
final class Scripts implements ResponseDefinitionTransformerV2 {
    private final Answers answers;
    private final Map<String, Deque<Step>> steps = new LinkedHashMap<>();

    Scripts(Answers answers) {
        this.answers = answers;
    }

    Answers answers() {
        return answers;
    }

    Script on(String operationId) {
        List<Operation> operations = answers.document().operations();
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .map(operation -> new Script(this, operation))
                .orElseThrow(() -> new IllegalArgumentException("the document has no operation \"" + operationId
                        + "\", only " + operations.stream().map(Operation::id).collect(Collectors.joining(", "))));
    }

    @Override
    public String getName() {
        return "scripts";
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        Deque<Step> script = answers.operation(event.getRequest())
                .map(operation -> steps.get(operation.id()))
                .orElseGet(ArrayDeque::new);
        Step step = script.poll();
        if (step == null) {
            return event.getResponseDefinition();
        }
        if (step.times() > 1) {
            script.addFirst(step.withTimes(step.times() - 1));
        }
        return step.toResponse();
    }

    synchronized void add(Operation operation, Step step) {
        steps.computeIfAbsent(operation.id(), id -> new ArrayDeque<>()).add(step);
    }

    synchronized void changeLast(Operation operation, UnaryOperator<Step> change) {
        Deque<Step> script = steps.get(operation.id());
        if (script == null || script.isEmpty()) {
            throw new IllegalStateException(operation.id()
                    + ": there is no answer to change; say first what to answer, before it is asked for");
        }
        Step changed = change.apply(script.getLast());
        script.removeLast();
        script.add(changed);
    }

    /** Ends all scripts, and gives the steps that nothing asked for. */
    synchronized List<String> end() {
        List<String> unused = new ArrayList<>();
        steps.forEach((operation, script) -> script.forEach(step -> unused.add(operation + ": " + step)));
        steps.clear();
        return unused;
    }
}
