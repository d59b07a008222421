package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.FailureException.ServiceError;
import org.tokenapi.client.generated.model.Problem;

final class FailuresTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

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
        FailureException failure = failure(status(status), Operation.GENERATE_CREDENTIALS);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.operation()).isEqualTo("generateSyncClientCredentials");
    }

    @Test
    void aStatusThatTheOperationDoesNotListIsUndocumentedThere() {
        assertThat(failure(status(404), Operation.UPDATE)).isInstanceOf(UndocumentedStatusException.class);
    }

    @Test
    void aFailureWithoutABodyIsNormal() {
        FailureException failure = failure(status(400));

        assertThat(failure).hasMessage("searchApiTokens: status 400").hasNoCause();
        assertThat(failure.requestId()).isNull();
        assertThat(failure.problem()).isEmpty();
        assertThat(failure.errors()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(((BadRequestException) failure).violations()).isEmpty();
    }

    @Test
    void readsAProblem() {
        FailureException failure = failure(json(
                        400,
                        "{\"type\": \"about:blank\", \"title\": \"Bad Request\", \"status\": 400, \"detail\": \"d\", \"new\": 1,"
                                + " \"violations\": [{\"in\": \"body\", \"name\": \"sort_by\", \"detail\": \"unknown\"}, null]}")
                .withHeader("Content-Type", "application/problem+json"));

        assertThat(failure.problem()).map(Problem::getTitle).contains("Bad Request");
        assertThat(((BadRequestException) failure).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.getIn()).isEqualTo("body");
            assertThat(violation.getName()).isEqualTo("sort_by");
        });
        assertThat(failure.errors()).isEmpty();
    }

    @Test
    void readsTheErrorsOfIdentityServices() {
        FailureException failure = failure(
                json(401, "{\"errors\": [{\"code\": \"401\", \"message\": \"Unauthorized\"}, {\"code\": 7}, 1, {}]}"));

        assertThat(failure.errors())
                .containsExactly(new ServiceError("401", "Unauthorized"), new ServiceError("7", ""));
        assertThat(failure.problem()).isEmpty();
    }

    @Test
    void readsTheErrorOfCloudDirector() {
        FailureException failure = failure(
                json(
                        403,
                        "{\"minorErrorCode\": \"ACCESS_TO_RESOURCE_IS_FORBIDDEN\", \"message\": \"No\", \"stackTrace\": null}"));

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
        FailureException failure = failure(json(403, body));

        assertThat(failure).isInstanceOf(ForbiddenException.class).hasMessage("searchApiTokens: status 403");
        assertThat(failure.problem()).isEmpty();
        assertThat(failure.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "X-VMWARE-VCLOUD-REQUEST-ID", "x-request-id"})
    void tellsTheRequestId(String header) {
        FailureException failure = failure(status(404).withHeader(header, "abc-1"));

        assertThat(failure.requestId()).isEqualTo("abc-1");
        assertThat(failure).hasMessage("searchApiTokens: status 404, request id abc-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ä"})
    void aRequestIdThatIsNoneIsLeftOut(String id) {
        assertThat(failure(status(404).withHeader("X-Request-Id", id)).requestId())
                .isNull();
        SERVICE.server().resetAll();
        assertThat(failure(status(404).withHeader("X-Request-Id", "x".repeat(129)))
                        .requestId())
                .isNull();
    }

    @Test
    void tellsWhatTheHeadersSay() {
        FailureException failure =
                failure(status(403).withHeader("Retry-After", "5").withHeader("X-Other", "o"));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(failure.headers().firstValue("x-other")).contains("o");
    }

    @Test
    void theStackTraceBeginsWithTheCaller() {
        FailureException failure = failure(status(404));

        assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("send");
        assertThat(failure.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("theStackTraceBeginsWithTheCaller"));
    }

    @Test
    void statusAndRequestIdOutliveSerialization() throws Exception {
        FailureException failure = failure(
                json(400, "{\"title\": \"t\", \"errors\": [{\"code\": \"1\"}]}").withHeader("X-Request-Id", "r"));

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

    private static FailureException failure(ResponseDefinitionBuilder answer) {
        return failure(answer, Operation.SEARCH);
    }

    private static FailureException failure(ResponseDefinitionBuilder answer, Operation operation) {
        SERVICE.answers(answer);
        return (FailureException) Operation.failure(SERVICE.client(), operation);
    }
}
