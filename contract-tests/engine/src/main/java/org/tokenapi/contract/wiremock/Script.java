package org.tokenapi.contract.wiremock;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Response;
import org.tokenapi.contract.wiremock.Step.Judged;

/**
 * What a mock answers to the next requests of one operation, a request each and in this order; after that it answers with
 * the examples of the document again.
 *
 * <pre>{@code
 * mock.on("findPets").answer(429).header("Retry-After", "1").answer(200, "twoPets");
 * }</pre>
 *
 * <p>Write a script before the requests that it is for are sent. Thread-safe: of requests that come at the same time, each
 * gets a step of its own.
 */
public final class Script {
    private final Scripts scripts;
    private final Operation operation;

    Script(Scripts scripts, Operation operation) {
        this.scripts = scripts;
        this.operation = operation;
    }

    /**
     * Then answers with the first example of a status.
     *
     * @throws IllegalArgumentException if the document does not have the status for this operation
     */
    public Script answer(int status) {
        Response response = declared(status);
        // Without anything to go by, it is for body(String) to say.
        Answer answer = scripts.answers().of(response).stream()
                .findFirst()
                .orElseGet(() -> new Answer(
                        "", Map.of("Content-Type", response.content().get(0).key()), new byte[0]));
        return add(Step.of(Integer.toString(status), status, answer, Judged.AS_DECLARED));
    }

    /**
     * Then answers with a certain example. Where the document allows an answer without a body, that is the example
     * {@code no-body}.
     *
     * @throws IllegalArgumentException if the document does not have the status or the example for this operation
     */
    public Script answer(int status, String example) {
        List<Answer> answers = scripts.answers().of(declared(status));
        Answer answer = answers.stream()
                .filter(one -> one.name().equals(example))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " has no example \"" + example
                        + "\" for the status " + status + ", only "
                        + answers.stream().map(Answer::name).collect(Collectors.joining(", "))));
        return add(Step.of(status + " " + example, status, answer, Judged.AS_DECLARED));
    }

    /**
     * Then answers with something that the document does not have, such as the page of a proxy; headers and body are held
     * against nothing.
     */
    public Script undeclared(int status) {
        return add(Step.of(
                status + " undeclared", inRange(status), new Answer("", Map.of(), new byte[0]), Judged.NOT_AT_ALL));
    }

    /**
     * Then resets the connection without an answer. The request has arrived by then, and was checked: a real service may
     * have carried it out, and its client can't know. The HTTP client of the JDK by itself sends a GET again then, so for one
     * say more {@link #times} than it tries.
     */
    public Script dropConnection() {
        return add(Step.dropped());
    }

    /** Sets a header of the answer before this. */
    public Script header(String name, String value) {
        return change(step -> step.withHeader(name, value));
    }

    /** Sets the body of the answer before this; the media type stays. */
    public Script body(String body) {
        return change(step -> step.withBody(body));
    }

    /** Has the answer before this, or the dropping of the connection, come late. */
    public Script delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative");
        }
        return change(step -> step.withDelay(delay));
    }

    /** Ends the connection after status, headers and half the body of the answer before this. */
    public Script cutOff() {
        return change(Step::withCutOff);
    }

    /** Gives the answer before this so often instead of once. */
    public Script times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        return change(step -> step.withTimes(times));
    }

    private Response declared(int status) {
        return operation
                .response(inRange(status))
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " has no status " + status + ", only "
                        + operation.responses().stream().map(Response::status).collect(Collectors.joining(", "))
                        + "; undeclared(" + status + ") answers so all the same"));
    }

    private static int inRange(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(status + " is no status of an answer, which are 200 to 599");
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
