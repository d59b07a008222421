package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in README.md is the test data: each cell is compared with the decision of the client. */
final class AttemptResultTest {
    private static final Map<String, FollowUp> CELLS = Map.of(
            "return", FollowUp.RETURN,
            "renew", FollowUp.RENEW,
            "retry", FollowUp.RETRY,
            "fail", FollowUp.FAIL,
            "**fail, unknown**", FollowUp.FAIL_OUTCOME_UNKNOWN);

    private static final String NOT_POSSIBLE = "–";

    /** The texts of the first column, each with the results that it stands for. */
    private static final Map<String, List<AttemptResult>> ROWS = rows();

    private static Map<String, List<AttemptResult>> rows() {
        Map<String, List<AttemptResult>> rows = new LinkedHashMap<>();
        rows.put("a success", List.of(AttemptResult.SUCCESS));
        rows.put(
                "a success without a usable body",
                List.of(
                        AttemptResult.UNREADABLE,
                        AttemptResult.ofTokenEndpoint(200, ""),
                        AttemptResult.ofTokenEndpoint(204, "")));
        rows.put("401, the first time", List.of(AttemptResult.ofStatus(401, true, true, false)));
        rows.put(
                "429",
                List.of(AttemptResult.ofStatus(429, true, false, false), AttemptResult.ofTokenEndpoint(429, "")));
        rows.put(
                "another 4xx that the document lists",
                Stream.of(400, 401, 403, 404, 406, 409, 413, 415)
                        .flatMap(status -> Stream.of(
                                AttemptResult.ofStatus(status, true, false, false),
                                AttemptResult.ofTokenEndpoint(status, "")))
                        .toList());
        rows.put(
                "503, or 400 of a token endpoint with `temporarily_unavailable`",
                List.of(
                        AttemptResult.ofStatus(503, true, false, false),
                        AttemptResult.ofStatus(503, false, false, false),
                        AttemptResult.ofTokenEndpoint(503, ""),
                        AttemptResult.ofTokenEndpoint(400, "temporarily_unavailable")));
        rows.put(
                "another status of 500 or more, or 408 of a token endpoint",
                Stream.concat(
                                Stream.of(AttemptResult.ofTokenEndpoint(408, "")),
                                Stream.of(500, 501, 502, 504, 599)
                                        .flatMap(status -> Stream.of(
                                                AttemptResult.ofStatus(status, true, false, false),
                                                AttemptResult.ofStatus(status, false, false, false),
                                                AttemptResult.ofTokenEndpoint(status, ""))))
                        .toList());
        rows.put("407 of a proxy", List.of(AttemptResult.ofStatus(407, false, false, true)));
        rows.put(
                "any other status, for example 408 or a redirect",
                Stream.concat(
                                Stream.of(202, 302, 307, 402, 407, 408, 422, 499)
                                        .map(status -> AttemptResult.ofStatus(status, false, false, false)),
                                Stream.of(302, 307).map(status -> AttemptResult.ofTokenEndpoint(status, "")))
                        .toList());
        rows.put(
                "no connection",
                Stream.of(
                                new ConnectException(),
                                new HttpConnectTimeoutException(""),
                                new UnknownHostException(),
                                new UnresolvedAddressException(),
                                new SSLHandshakeException(""),
                                new SSLException("Unrecognized SSL message, plaintext connection?"),
                                new IOException(new ConnectException()))
                        .map(AttemptResult::ofFailure)
                        .toList());
        rows.put(
                "a broken connection or a timeout",
                Stream.of(new IOException(), new SSLException(""), new TimeoutException())
                        .map(AttemptResult::ofFailure)
                        .toList());
        rows.put(
                "any other exception of the HTTP client",
                Stream.of(new IllegalStateException(), new InternalError())
                        .map(AttemptResult::ofFailure)
                        .toList());
        rows.put("no access token for now", List.of(AttemptResult.NO_TOKEN_YET));
        rows.put("no access token", List.of(AttemptResult.NO_TOKEN));
        rows.put("interrupted, closed or out of time before the request was sent", List.of(AttemptResult.NOT_SENT));
        rows.put("interrupted after the request was sent", List.of(AttemptResult.INTERRUPTED));
        return rows;
    }

    static List<Arguments> cells() throws IOException {
        return table().stream()
                .flatMap(row -> IntStream.range(1, row.size())
                        .mapToObj(
                                column -> Arguments.of(row.get(0), RequestKind.values()[column - 1], row.get(column))))
                .toList();
    }

    /** The rows of the table in README.md, without its header. */
    private static List<List<String>> table() throws IOException {
        return Files.readString(Path.of("README.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| an attempt ends with |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("cells")
    void whatFollowsIsWhatTheReadmeSays(String row, RequestKind kind, String cell) {
        for (AttemptResult result : ROWS.get(row)) {
            if (cell.equals(NOT_POSSIBLE)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> result.followUp(kind))
                        .withMessage(result + " does not apply to " + kind);
            } else {
                assertThat(result.followUp(kind)).isEqualTo(CELLS.get(cell));
            }
        }
    }

    @Test
    void theReadmeHasEveryRowAndEveryColumn() throws IOException {
        assertThat(table())
                .allSatisfy(row -> assertThat(row).hasSize(1 + RequestKind.values().length))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(ROWS.keySet());
        assertThat(ROWS.values().stream().flatMap(List::stream)).containsAll(EnumSet.allOf(AttemptResult.class));
    }

    @Test
    void a429ThatTheDocumentDoesNotListMayComeFromAProxy() {
        AttemptResult result = AttemptResult.ofStatus(429, false, false, false);

        assertThat(result.followUp(RequestKind.REPEATABLE)).isEqualTo(FollowUp.RETRY);
        assertThat(result.followUp(RequestKind.ISSUES_SECRET)).isEqualTo(FollowUp.FAIL_OUTCOME_UNKNOWN);
    }

    @Test
    void onlyWhatIssuesASecretOrUsesOneUpLeavesTheOutcomeUnknown() {
        for (AttemptResult result : AttemptResult.values()) {
            assertThat(result.followUp(RequestKind.REPEATABLE).isOutcomeUnknown())
                    .isFalse();
        }
    }
}
