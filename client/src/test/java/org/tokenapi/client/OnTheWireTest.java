package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.client.generated.model.BrokerSyncClientConfigurationMedia;
import org.tokenapi.client.generated.model.Token;

/** What is sent, and what may come that is newer than this client. */
final class OnTheWireTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    @ParameterizedTest
    @CsvSource({
        "SEARCH, POST, /acs/t/CUSTOMER/api-tokens/search, application/vnd.vmware.vidm.api-tokens.search.summary.list+json,",
        "PATCH, PATCH, /acs/t/CUSTOMER/api-tokens/1, application/vnd.vmware.vidm.api-tokens.patch.response+json,"
                + " application/vnd.vmware.vidm.api-tokens.patch.request+json",
        "UPDATE, PUT, /cloudapi/1.0.0/tokens/1, application/json;version=39.0, application/json",
        "REGENERATE, POST, /acs/t/CUSTOMER/api-tokens/1?action=regenerate,"
                + " application/vnd.vmware.vidm.api-tokens.trigger.action.response+json,",
        "GENERATE_CREDENTIALS, POST,"
                + " /usergroup/t/CUSTOMER/broker/directories/1/sync-client?action=generate_credentials,"
                + " application/vnd.vmware.vidm.usergroup.broker.directory.syncclientconfiguration+json,"
    })
    void methodTargetAndMediaTypes(Operation operation, String method, String url, String accept, String contentType) {
        SERVICE.answers(json(ANY));

        SERVICE.client().send(operation.call());

        LoggedRequest request = SERVICE.request();
        assertThat(request.getMethod()).hasToString(method);
        assertThat(request.getUrl()).isEqualTo(url);
        assertThat(request.getHeader("Accept")).isEqualTo(accept);
        assertThat(request.getHeader("Content-Type")).isEqualTo(contentType);
        assertThat(request.getHeader("User-Agent")).matches("token-api-client/\\S+ Java/\\d+");
    }

    @Test
    void theFacadesSendWhatTheyAreGiven() {
        SERVICE.answers(json("{\"id\": \"1\", \"name\": \"n\", \"token\": \"s\", \"access_token\": \"a\"}"));
        TokenApiClient client = SERVICE.client();

        assertThat(client.apiTokens("T").regenerate("1").getToken()).isEqualTo(Secret.of("s"));
        assertThat(client.apiTokens("T").regenerateAsync("1").join().getToken()).isEqualTo(Secret.of("s"));
        assertThat(client.apiTokens("T").trigger("1", "freeze").getId()).isEqualTo("1");
        assertThat(client.apiTokens("T").triggerAsync("1", "thaw").join().getId())
                .isEqualTo("1");
        BrokerSyncClientConfigurationMedia kind =
                new BrokerSyncClientConfigurationMedia().generateToken(true).tokenTtl(5);
        assertThat(client.syncClients("T").generateCredentials("d", kind).getAccessToken())
                .isEqualTo(Secret.of("a"));

        assertThat(SERVICE.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        "/acs/t/T/api-tokens/1?action=regenerate",
                        "/acs/t/T/api-tokens/1?action=regenerate",
                        "/acs/t/T/api-tokens/1?action=freeze",
                        "/acs/t/T/api-tokens/1?action=thaw",
                        "/usergroup/t/T/broker/directories/d/sync-client?action=generate_credentials");
        assertThat(SERVICE.requests().get(4).getBodyAsString()).isEqualTo("{\"generate_token\":true,\"token_ttl\":5}");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:vcloud:token:1, urn%3Avcloud%3Atoken%3A1",
        "a/b, a%2Fb",
        "a b+c, a%20b%2Bc",
        "%2e%2e, %252e%252e",
        "é東京😀, %C3%A9%E6%9D%B1%E4%BA%AC%F0%9F%98%80",
        "a?b#c, a%3Fb%23c",
        "..., ..."
    })
    void anIdMayBeAnyText(String id, String encoded) {
        SERVICE.answers(json(ANY));

        SERVICE.client().cloudDirectorTokens().update(new Token().id(id).name("n"));

        assertThat(SERVICE.request().getUrl()).isEqualTo("/cloudapi/1.0.0/tokens/" + encoded);
        assertThat(SERVICE.request().getBodyAsString()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"n\"}");
    }

    @Test
    void whatWasNeverSetIsAbsent() {
        assertThat(sent(new Token().id("1").name("n"))).isEqualTo("{\"id\":\"1\",\"name\":\"n\"}");
    }

    @Test
    void whatWasSetToNullIsNull() {
        assertThat(sent(new Token().id("1").name("n").expirationTimeUtc(null).requireRotation(null)))
                .isEqualTo("{\"id\":\"1\",\"name\":\"n\",\"expirationTimeUtc\":null,\"requireRotation\":null}");
    }

    @Test
    void whatWasSetToAValueIsThatValue() {
        assertThat(sent(new Token()
                        .id("1")
                        .name("n")
                        .expirationTimeUtc(OffsetDateTime.parse("2027-06-30T12:00:00+02:00"))
                        .requireRotation(false)))
                .isEqualTo("{\"id\":\"1\",\"name\":\"n\",\"expirationTimeUtc\":\"2027-06-30T12:00:00+02:00\","
                        + "\"requireRotation\":false}");
    }

    private static String sent(Token token) {
        SERVICE.answers(json(ANY));
        SERVICE.client().cloudDirectorTokens().update(token);
        return SERVICE.request().getBodyAsString();
    }

    @Test
    void anAnswerTellsNullFromAbsent() {
        SERVICE.answers(json("{\"id\": \"1\", \"name\": \"n\", \"requireRotation\": null}"));

        Token token = SERVICE.client()
                .cloudDirectorTokens()
                .update(new Token().id("1").name("n"));

        assertThat(token.getRequireRotation_JsonNullable().isPresent()).isTrue();
        assertThat(token.getExpirationTimeUtc_JsonNullable().isPresent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;version=40.0",
                "application/json; version=\"39.0\"; charset=utf-8",
                "APPLICATION/JSON",
                "application/vnd.vmware.vidm.api-tokens.search.summary.list+json;v=2"
            })
    void newVersionsOfAMediaTypeAreRead(String type) {
        SERVICE.answers(aResponse()
                .withHeader("Content-Type", type)
                .withHeader("X-New", "new")
                .withBody("{\"items\": []}"));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void newPropertiesAndValuesArePassedOver() {
        SERVICE.answers(json("{\"id\": \"1\", \"tokenRotation\": {\"a\": [1]}, \"token_status\": \"FROZEN\","
                + " \"token_type\": \"ROBOT\", \"_links\": {\"new\": {\"href\": \"/x\", \"templated\": true}}}"));

        APITokensTriggerActionResponseMedia answer =
                SERVICE.client().apiTokens("T").trigger("1", "regenerate");

        assertThat(answer.getTokenStatus()).isEqualTo("FROZEN");
        assertThat(answer.getTokenType()).isEqualTo("ROBOT");
        assertThat(answer.getLinks()).containsKey("new");
    }

    @Test
    void aRequiredPropertyThatIsMissingIsNoticed() {
        SERVICE.answers(json("{\"id\": null}"));

        assertThat(Operation.failure(SERVICE.client(), Operation.UPDATE))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("updateToken: status 200, id is required; name is required");
    }

    @Test
    void anEmptySecretOfAnAnswerIsReadAsItIs() {
        SERVICE.answers(json("{\"token\": \"\"}"));

        Secret token =
                SERVICE.client().apiTokens("T").trigger("1", "regenerate").getToken();

        assertThat(token)
                .isNotNull()
                .satisfies(secret -> assertThat(secret.reveal()).isEmpty());
    }

    @Test
    void aHeaderCanBeAdded() {
        SERVICE.answers(json(ANY));
        Call<?> call = Operation.SEARCH.call();

        SERVICE.client().send(call.header("Prefer", "code=404").header("prefer", "code=200"));

        assertThat(SERVICE.request().getHeaders().getHeader("Prefer").values()).containsExactly("code=200");
        assertThat(call.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Authorization, x", "ACCEPT, x", "content-type, x", "Host, x", "a b, x", "X-A, 's3cret\u0001'"})
    void aHeaderThatCannotBeIsRefusedWithoutItsValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operation.SEARCH.call().header(name, value))
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }

    @Test
    void theUserAgentBeginsWithTheCaller() {
        SERVICE.answers(json(ANY));

        SERVICE.builder().userAgent("rotation-job/2.1").build().send(Operation.SEARCH.call());

        assertThat(SERVICE.request().getHeader("User-Agent")).startsWith("rotation-job/2.1 token-api-client/");
    }

    @Test
    void aCallShowsItsOperationAlone() {
        assertThat(Operation.REGENERATE.call()).hasToString("triggerApiTokenAction");
    }
}
