package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientConfiguration;
import org.tokenapi.contract.check.Exchange;

/** Requests byte by byte, and responses that are newer than this client. */
final class OnTheWireTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

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
    void methodTargetAndMediaTypes(SampleCall operation, String method, String url, String accept, String contentType) {
        SERVICE.client().send(operation.call());

        Exchange.Request request = SERVICE.request();
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.target()).isEqualTo(url);
        assertThat(request.headers().get("Accept")).contains(accept);
        assertThat(request.headers().get("Content-Type")).isEqualTo(Optional.ofNullable(contentType));
        assertThat(request.headers().get("User-Agent").orElseThrow()).matches("token-api-client/\\S+ Java/\\d+");
    }

    @Test
    void theFacadesSendWhatTheyAreGiven() {
        TokenApiClient client = SERVICE.client();
        SyncClientConfiguration kind =
                new SyncClientConfiguration().generateToken(true).tokenTtl(5);

        client.apiTokens("T").regenerate("1");
        client.apiTokens("T").regenerateAsync("1").join();
        client.apiTokens("T").trigger("1", "freeze");
        client.apiTokens("T").triggerAsync("1", "thaw").join();
        client.syncClients("T").generateCredentials("d", kind);

        assertThat(SERVICE.requests())
                .extracting(Exchange.Request::target)
                .containsExactly(
                        "/acs/t/T/api-tokens/1?action=regenerate",
                        "/acs/t/T/api-tokens/1?action=regenerate",
                        "/acs/t/T/api-tokens/1?action=freeze",
                        "/acs/t/T/api-tokens/1?action=thaw",
                        "/usergroup/t/T/broker/directories/d/sync-client?action=generate_credentials");
        assertThat(ContractService.body(SERVICE.requests().get(4)))
                .isEqualTo("{\"generate_token\":true,\"token_ttl\":5}");
    }

    @Test
    void theFacadesReturnWhatTheServiceIssues() {
        TokenApiClient client = SERVICE.client();
        SERVICE.on(SampleCall.REGENERATE)
                .respond(200)
                .body("{\"token\": \"s\"}")
                .times(2)
                .respond(200)
                .body("{\"id\": \"1\"}")
                .times(2);
        SERVICE.on(SampleCall.GENERATE_CREDENTIALS).respond(200).body("{\"access_token\": \"a\"}");

        assertThat(client.apiTokens("T").regenerate("1").getToken()).isEqualTo(Secret.of("s"));
        assertThat(client.apiTokens("T").regenerateAsync("1").join().getToken()).isEqualTo(Secret.of("s"));
        assertThat(client.apiTokens("T").trigger("1", "freeze").getId()).isEqualTo("1");
        assertThat(client.apiTokens("T").triggerAsync("1", "thaw").join().getId())
                .isEqualTo("1");
        assertThat(client.syncClients("T")
                        .generateCredentials("d", new SyncClientConfiguration())
                        .getAccessToken())
                .isEqualTo(Secret.of("a"));
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
        SERVICE.client()
                .cloudDirectorTokens()
                .update(new CloudDirectorToken().id(id).name("n"));

        assertThat(SERVICE.request().target()).isEqualTo("/cloudapi/1.0.0/tokens/" + encoded);
        assertThat(SERVICE.body()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"n\"}");
    }

    @Test
    void whatWasNeverSetIsAbsent() {
        assertThat(sent(new CloudDirectorToken().id("1").name("n"))).isEqualTo("{\"id\":\"1\",\"name\":\"n\"}");
    }

    @Test
    void whatWasSetToNullIsNull() {
        assertThat(sent(new CloudDirectorToken()
                        .id("1")
                        .name("n")
                        .expirationTimeUtc(null)
                        .requireRotation(null)))
                .isEqualTo("{\"id\":\"1\",\"name\":\"n\",\"expirationTimeUtc\":null,\"requireRotation\":null}");
    }

    @Test
    void whatWasSetToAValueIsThatValue() {
        assertThat(sent(new CloudDirectorToken()
                        .id("1")
                        .name("n")
                        .expirationTimeUtc(OffsetDateTime.parse("2027-06-30T12:00:00+02:00"))
                        .requireRotation(false)))
                .isEqualTo("{\"id\":\"1\",\"name\":\"n\",\"expirationTimeUtc\":\"2027-06-30T12:00:00+02:00\","
                        + "\"requireRotation\":false}");
    }

    private static String sent(CloudDirectorToken token) {
        SERVICE.client().cloudDirectorTokens().update(token);
        return SERVICE.body();
    }

    @Test
    void aResponseTellsNullFromAbsent() {
        SERVICE.on(SampleCall.UPDATE).respond(200).body("{\"id\": \"1\", \"name\": \"n\", \"requireRotation\": null}");

        CloudDirectorToken token = SERVICE.client()
                .cloudDirectorTokens()
                .update(new CloudDirectorToken().id("1").name("n"));

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
        SERVICE.on(SampleCall.SEARCH)
                .undeclared(200)
                .header("Content-Type", type)
                .header("X-New", "new")
                .body("{\"items\": [], \"totalPages\": 7}");

        assertThat(SERVICE.client()
                        .apiTokens("CUSTOMER")
                        .searchPage(Search.all(), 1)
                        .getTotalPages())
                .isEqualTo(7);
    }

    @Test
    void newPropertiesAndValuesArePassedOver() {
        SERVICE.on(SampleCall.REGENERATE)
                .respond(200)
                .body(
                        "{\"id\": \"1\", \"tokenRotation\": {\"a\": [1]}, \"token_status\": \"FROZEN\","
                                + " \"token_type\": \"ROBOT\", \"_links\": {\"new\": {\"href\": \"/x\", \"templated\": true}}}");

        ApiTokenWithSecret response = SERVICE.client().apiTokens("T").trigger("1", "regenerate");

        assertThat(response.getTokenStatus()).isEqualTo("FROZEN");
        assertThat(response.getTokenType()).isEqualTo("ROBOT");
        assertThat(response.getLinks()).containsKey("new");
    }

    @Test
    void aRequiredPropertyThatIsMissingIsNoticed() {
        SERVICE.on(SampleCall.UPDATE).undeclared(200).body("{\"id\": null}");

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.UPDATE))
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessage("updateToken: status 200, id is missing; name is missing");
    }

    @Test
    void anEmptySecretOfAResponseIsReadAsItIs() {
        SERVICE.on(SampleCall.REGENERATE).undeclared(200).body("{\"token\": \"\"}");

        Secret token =
                SERVICE.client().apiTokens("T").trigger("1", "regenerate").getToken();

        assertThat(token)
                .isNotNull()
                .satisfies(secret -> assertThat(secret.reveal()).isEmpty());
    }

    @Test
    void aHeaderCanBeAdded() {
        Call<?> call = SampleCall.SEARCH.call();

        SERVICE.client().send(call.header("Prefer", "code=404").header("prefer", "code=200"));

        assertThat(SERVICE.request().headers().all("Prefer")).containsExactly("code=200");
        assertThat(call.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Authorization, x", "ACCEPT, x", "content-type, x", "Host, x", "a b, x", "X-A, 's3cret\u0001'"})
    void aHeaderThatCannotBeIsRefusedWithoutItsValue(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCall.SEARCH.call().header(name, value))
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }

    @Test
    void theUserAgentBeginsWithTheCaller() {
        SERVICE.builder().userAgent("rotation-job/2.1").build().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.request().headers().get("User-Agent").orElseThrow())
                .startsWith("rotation-job/2.1 token-api-client/");
    }

    @Test
    void aCallShowsItsOperationAlone() {
        assertThat(SampleCall.REGENERATE.call()).hasToString("triggerApiTokenAction");
    }
}
