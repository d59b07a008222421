package org.tokenapi.contract.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a script. Immutable.
 *
 * @param name for people
 * @param answer null for none: the connection is dropped
 * @param delay before the answer
 * @param cutOff whether the connection ends after half of the body
 * @param judged how the answer is held against the document
 * @param times how often it is still to be given
 */
record Step(
        String name, int status, @Nullable Answer answer, Duration delay, boolean cutOff, Judged judged, int times) {

    /** How an answer is held against the document. */
    enum Judged {
        /** It must follow the document, as the request must. */
        AS_DECLARED,
        /** It is as it is on purpose, or an example of the document. */
        NOT_AT_ALL,
        /** No whole answer is sent, so nothing can be said of it. */
        AS_NONE
    }

    /** Where the answer says how it is judged. */
    static final String PARAMETER = "judged";

    static Step of(String name, int status, Answer answer, Judged judged) {
        return new Step(name, status, answer, Duration.ZERO, false, judged, 1);
    }

    static Step dropped() {
        return new Step("dropped connection", 0, null, Duration.ZERO, false, Judged.AS_NONE, 1);
    }

    Step withHeader(String header, String value) {
        Answer given = given();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given.headers());
        headers.put(header, value);
        return with(new Answer(given.name(), headers, given.body()));
    }

    Step withBody(String text) {
        Answer given = given();
        return with(new Answer(given.name(), given.headers(), text.getBytes(StandardCharsets.UTF_8)));
    }

    Step withDelay(Duration time) {
        return new Step(name, status, answer, time, cutOff, judged, times);
    }

    Step withCutOff() {
        given();
        return new Step(name + " cut off", status, answer, delay, true, Judged.AS_NONE, times);
    }

    Step withTimes(int number) {
        return new Step(name, status, answer, delay, cutOff, judged, number);
    }

    private Step with(Answer changed) {
        return new Step(name, status, changed, delay, cutOff, judged, times);
    }

    private Answer given() {
        if (answer == null) {
            throw new IllegalStateException("a dropped connection has no answer to change");
        }
        return answer;
    }

    ResponseDefinition toResponse() {
        ResponseDefinitionBuilder response = answer == null
                ? new ResponseDefinitionBuilder().withFault(Fault.CONNECTION_RESET_BY_PEER)
                : answer.response(status);
        if (answer != null && cutOff) {
            // The server finds less than it was told to send, and can only end the connection.
            response.withHeader("Content-Length", Integer.toString(answer.body().length))
                    .withGzipDisabled(true)
                    .withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
        }
        if (!delay.isZero()) {
            response.withFixedDelay(Math.toIntExact(delay.toMillis()));
        }
        return response.withTransformerParameter(PARAMETER, judged.name()).build();
    }

    @Override
    public String toString() {
        return name + (times == 1 ? "" : ", " + times + " times");
    }
}
