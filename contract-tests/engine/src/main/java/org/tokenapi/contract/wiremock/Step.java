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
import org.tokenapi.contract.mock.MockResponse;

/**
 * One step of a script. Immutable.
 *
 * @param name the name in messages
 * @param response null to drop the connection
 * @param delay the delay before the response
 * @param cutOff whether to close the connection after half of the body
 * @param judged how to check the response
 * @param times how many more requests get this step
 */
record Step(
        String name,
        int status,
        @Nullable MockResponse response,
        Duration delay,
        boolean cutOff,
        Judged judged,
        int times) {

    /** How to check a response. */
    enum Judged {
        /** Against the document, as the request is. */
        AS_DECLARED,
        /** Not at all: it is undeclared on purpose, or an example of the document. */
        NOT_AT_ALL,
        /** As no response, because it is not sent completely. */
        AS_NONE
    }

    /** The transformer parameter that holds the name of a {@link Judged}. */
    static final String PARAMETER = "judged";

    static Step of(String name, int status, MockResponse response, Judged judged) {
        return new Step(name, status, response, Duration.ZERO, false, judged, 1);
    }

    static Step dropped() {
        return new Step("dropped connection", 0, null, Duration.ZERO, false, Judged.AS_NONE, 1);
    }

    Step withHeader(String header, String value) {
        MockResponse given = given();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given.headers());
        headers.put(header, value);
        return with(new MockResponse(given.name(), given.mediaType(), headers, given.body()));
    }

    Step withBody(String text) {
        MockResponse given = given();
        return with(new MockResponse(
                given.name(), given.mediaType(), given.headers(), text.getBytes(StandardCharsets.UTF_8)));
    }

    Step withDelay(Duration time) {
        return new Step(name, status, response, time, cutOff, judged, times);
    }

    Step withCutOff() {
        given();
        return new Step(name + " cut off", status, response, delay, true, Judged.AS_NONE, times);
    }

    Step withTimes(int number) {
        return new Step(name, status, response, delay, cutOff, judged, number);
    }

    private Step with(MockResponse changed) {
        return new Step(name, status, changed, delay, cutOff, judged, times);
    }

    private MockResponse given() {
        if (response == null) {
            throw new IllegalStateException("the last step drops the connection; it has no response to change");
        }
        return response;
    }

    ResponseDefinition toResponse() {
        ResponseDefinitionBuilder definition = response == null
                ? new ResponseDefinitionBuilder().withFault(Fault.CONNECTION_RESET_BY_PEER)
                : definition(status, response);
        if (response != null && cutOff) {
            // The body is shorter than Content-Length, so the server has to close the connection.
            definition
                    .withHeader("Content-Length", Integer.toString(response.body().length))
                    .withGzipDisabled(true)
                    .withBody(Arrays.copyOf(response.body(), response.body().length / 2));
        }
        if (!delay.isZero()) {
            definition.withFixedDelay(Math.toIntExact(delay.toMillis()));
        }
        return definition.withTransformerParameter(PARAMETER, judged.name()).build();
    }

    private static ResponseDefinitionBuilder definition(int status, MockResponse response) {
        ResponseDefinitionBuilder definition = new ResponseDefinitionBuilder().withStatus(status);
        response.headers().forEach(definition::withHeader);
        return response.body().length == 0 ? definition : definition.withBody(response.body());
    }

    @Override
    public String toString() {
        return name + (times == 1 ? "" : ", " + times + " times");
    }
}
