package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.FailureException.ServiceError;
import org.tokenapi.client.generated.model.Problem;
import org.tokenapi.contract.wiremock.Script;

final class FailuresTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    /** More than the 128 characters that are shown. */
    private static final String TOO_LONG = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0";

    @ParameterizedTest
    @CsvSource({
        "400, BadRequestException",
        "401, UnauthorizedException",
        "403, ForbiddenException",
        "404, NotFoundException",
        "406, OtherFailureException",
        "409, ConflictException",
        "413, OtherFailureException",
        "415, OtherFailureException",
        "429, OtherFailureException",
        "500, OtherFailureException",
        "503, OtherFailureException",
        "402, UndocumentedStatusException",
        "502, UndocumentedStatusException",
        "204, UndocumentedStatusException",
        "304, UndocumentedStatusException"
    })
    void eachStatusHasAType(int status, String type) {
        FailureException failure = failure(status, response -> response, SampleCall.GENERATE_CREDENTIALS);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.operation()).isEqualTo("generateSyncClientCredentials");
    }

    @Test
    void aStatusThatTheOperationDoesNotListIsUndocumentedThere() {
        assertThat(failure(404, response -> response, SampleCall.UPDATE))
                .isInstanceOf(UndocumentedStatusException.class);
    }

    @Test
    void aFailureWithoutABodyIsNormal() {
        FailureException failure = failure(400);

        assertThat(failure).hasMessage("searchApiTokens: status 400").hasNoCause();
        assertThat(failure.requestId()).isNull();
        assertThat(failure.problem()).isEmpty();
        assertThat(failure.errors()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(((BadRequestException) failure).violations()).isEmpty();
    }

    @Test
    void readsAProblem() {
        SERVICE.on(SampleCall.SEARCH)
                .respond(400)
                .body("{\"type\": \"about:blank\", \"title\": \"Bad Request\", \"status\": 400, \"detail\": \"d\","
                        + " \"new\": 1, \"violations\": [{\"in\": \"body\", \"name\": \"sort_by\","
                        + " \"detail\": \"unknown\"}]}");
        FailureException failure = (FailureException) SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(failure.problem()).map(Problem::getTitle).contains("Bad Request");
        assertThat(((BadRequestException) failure).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.getIn()).isEqualTo("body");
            assertThat(violation.getName()).isEqualTo("sort_by");
        });
        assertThat(failure.errors()).isEmpty();
    }

    @Test
    void aViolationThatIsNullIsPassedOver() {
        FailureException failure =
                failure(400, "{\"title\": \"Bad Request\", \"violations\": [{\"name\": \"sort_by\"}, null]}");

        assertThat(((BadRequestException) failure).violations()).hasSize(1);
    }

    @Test
    void readsTheErrorsOfIdentityServices() {
        FailureException failure = failure(
                401, "{\"errors\": [{\"code\": \"401\", \"message\": \"Unauthorized\"}, {\"code\": 7}, 1, {}]}");

        assertThat(failure.errors())
                .containsExactly(new ServiceError("401", "Unauthorized"), new ServiceError("7", ""));
        assertThat(failure.problem()).isEmpty();
    }

    @Test
    void readsTheErrorOfCloudDirector() {
        FailureException failure = failure(
                403,
                "{\"minorErrorCode\": \"ACCESS_TO_RESOURCE_IS_FORBIDDEN\", \"message\": \"No\", \"stackTrace\": null}");

        assertThat(failure.errors()).containsExactly(new ServiceError("ACCESS_TO_RESOURCE_IS_FORBIDDEN", "No"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>502</body></html>",
                "{\"title\": ",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{\"title\": {}}",
                "{\"errors\": {\"name\": [\"is wrong\"]}}",
                "{\"errors\": null}",
                "\u0000"
            })
    void aBodyThatSaysNothingDoesNoHarm(String body) {
        FailureException failure = failure(403, body);

        assertThat(failure).isInstanceOf(ForbiddenException.class).hasMessage("searchApiTokens: status 403");
        assertThat(failure.problem()).isEmpty();
        assertThat(failure.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "X-VMWARE-VCLOUD-REQUEST-ID", "x-request-id"})
    void hasTheRequestId(String header) {
        FailureException failure = failure(404, response -> response.header(header, "abc-1"));

        assertThat(failure.requestId()).isEqualTo("abc-1");
        assertThat(failure).hasMessage("searchApiTokens: status 404, request id abc-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ä", TOO_LONG})
    void anInvalidRequestIdIsLeftOut(String id) {
        assertThat(failure(404, response -> response.header("X-Request-Id", id)).requestId())
                .isNull();
    }

    @Test
    void hasTheHeaders() {
        FailureException failure =
                failure(403, response -> response.header("Retry-After", "5").header("X-Other", "o"));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(failure.headers().firstValue("x-other")).contains("o");
    }

    @Test
    void theStackTraceBeginsWithTheCaller() {
        FailureException failure = failure(404);

        assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("send");
        assertThat(failure.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("theStackTraceBeginsWithTheCaller"));
    }

    @Test
    void statusAndRequestIdOutliveSerialization() throws Exception {
        FailureException failure = failure(
                400,
                response -> response.body("{\"title\": \"t\", \"errors\": [{\"code\": \"1\"}]}")
                        .header("X-Request-Id", "r"));

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        BadRequestException read;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = (BadRequestException) in.readObject();
        }

        assertThat(read).hasMessage(failure.getMessage());
        assertThat(read.status()).isEqualTo(400);
        assertThat(read.requestId()).isEqualTo("r");
        assertThat(read.problem()).isEmpty();
        assertThat(read.errors()).isEmpty();
        assertThat(read.violations()).isEmpty();
        assertThat(read.retryAfter()).isEmpty();
        assertThat(read.headers().map()).isEmpty();
    }

    private static FailureException failure(int status) {
        return failure(status, response -> response);
    }

    private static FailureException failure(int status, String body) {
        return failure(status, response -> response.body(body));
    }

    private static FailureException failure(int status, UnaryOperator<Script> response) {
        return failure(status, response, SampleCall.SEARCH);
    }

    /** The failure that a response with this status leads to; the response has nothing else but what is added. */
    private static FailureException failure(int status, UnaryOperator<Script> response, SampleCall operation) {
        response.apply(SERVICE.on(operation).undeclared(status));
        return (FailureException) SampleCall.failure(SERVICE.client(), operation);
    }
}
