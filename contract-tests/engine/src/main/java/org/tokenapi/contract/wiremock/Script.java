package org.tokenapi.contract.wiremock;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tokenapi.contract.mock.MockResponse;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.wiremock.Step.Judged;

/**
 * The next responses of a mock to one operation. Each request gets one step, in order; after the last step, the mock
 * responds with the examples of the document again.
 *
 * <pre>{@code
 * mock.on("findPets").respond(429).header("Retry-After", "1").respond(200, "twoPets");
 * }</pre>
 *
 * <p>Write the script before the requests are sent. Thread-safe: each of several concurrent requests gets a step of its
 * own.
 */
public final class Script {
    private final Scripts scripts;
    private final Operation operation;

    Script(Scripts scripts, Operation operation) {
        this.scripts = scripts;
        this.operation = operation;
    }

    /**
     * Adds a step: the first example of a status.
     *
     * @param status 200 to 599
     * @throws IllegalArgumentException if the document does not declare the status for this operation
     */
    public Script respond(int status) {
        Response response = declared(status);
        // Without an example or a schema, the body is empty until body(String) sets it.
        MockResponse chosen = scripts.responses().of(response).stream()
                .findFirst()
                .orElseGet(() -> new MockResponse(
                        "",
                        null,
                        Map.of("Content-Type", response.content().get(0).key()),
                        new byte[0]));
        return add(Step.of(Integer.toString(status), status, chosen, Judged.AS_DECLARED));
    }

    /**
     * Adds a step: an example by its name. If the document allows a response without a body, that is the example
     * {@code no-body}.
     *
     * @param status 200 to 599
     * @throws IllegalArgumentException if the document does not declare the status or the example for this operation
     */
    public Script respond(int status, String example) {
        List<MockResponse> examples = scripts.responses().of(declared(status));
        MockResponse chosen = examples.stream()
                .filter(one -> one.name().equals(example))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " has no example \"" + example
                        + "\" for status " + status + "; it has "
                        + examples.stream().map(MockResponse::name).collect(Collectors.joining(", "))));
        return add(Step.of(status + " " + example, status, chosen, Judged.AS_DECLARED));
    }

    /**
     * Adds a step: a response that is not in the document, for example the error page of a proxy. It is not checked.
     *
     * @param status 200 to 599
     */
    public Script undeclared(int status) {
        return add(Step.of(
                status + " undeclared",
                inRange(status),
                new MockResponse("", null, Map.of(), new byte[0]),
                Judged.NOT_AT_ALL));
    }

    /**
     * Adds a step: the connection is reset without a response. The request has arrived and is checked, so a real
     * service may have processed it. The HTTP client of the JDK retries a GET after a reset; use {@link #times} to
     * reset the retries as well.
     */
    public Script dropConnection() {
        return add(Step.dropped());
    }

    /**
     * Sets a header of the last step.
     *
     * @throws IllegalStateException if the script has no such step, or the step drops the connection
     */
    public Script header(String name, String value) {
        return change(step -> step.withHeader(name, value));
    }

    /**
     * Sets the body of the last step. The media type does not change.
     *
     * @throws IllegalStateException if the script has no such step, or the step drops the connection
     */
    public Script body(String body) {
        return change(step -> step.withBody(body));
    }

    /**
     * Delays the last step.
     *
     * @throws IllegalArgumentException if the delay is negative
     * @throws IllegalStateException if the script has no such step
     */
    public Script delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay is negative");
        }
        return change(step -> step.withDelay(delay));
    }

    /**
     * Closes the connection after the status, the headers and the first half of the body of the last step.
     *
     * @throws IllegalStateException if the script has no such step, or the step drops the connection
     */
    public Script cutOff() {
        return change(Step::withCutOff);
    }

    /**
     * Repeats the last step.
     *
     * @param times for how many requests the step is in total, 1 or more
     * @throws IllegalStateException if the script has no such step
     */
    public Script times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        return change(step -> step.withTimes(times));
    }

    private Response declared(int status) {
        return operation
                .response(inRange(status))
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " has no status " + status
                        + "; it has "
                        + operation.responses().stream().map(Response::status).collect(Collectors.joining(", "))
                        + ". Use undeclared(" + status + ") for a status that is not declared"));
    }

    private static int inRange(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("the status must be 200 to 599, not " + status);
        }
        return status;
    }

    private Script add(Step step) {
        scripts.add(operation, step);
        return this;
    }

    private Script change(UnaryOperator<Step> change) {
        scripts.changeLast(operation, change);
        return this;
    }
}
