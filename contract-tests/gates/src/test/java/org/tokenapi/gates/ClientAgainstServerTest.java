package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.NotFoundException;
import org.tokenapi.client.Search;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientConfiguration;
import org.tokenapi.contract.junit.ContractExtension;

/** The client calls the reference server through the checking proxy; every exchange must follow the document. */
final class ClientAgainstServerTest {
    private static final String TOKEN = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01";
    private static final String DIRECTORY = "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e60";
    private static final String CLOUD_TOKEN = "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01";

    @TempDir
    static Path directory;

    private static RunningServer server;

    @RegisterExtension
    static final ContractExtension CONTRACT =
            ContractExtension.proxy(TokenApi.document(), ClientAgainstServerTest::startServer);

    private TokenApiClient client;

    private static URI startServer() {
        server = new RunningServer(directory);
        return server.baseUri();
    }

    @BeforeEach
    void makeClient() {
        client = TokenApiClient.builder()
                .baseUri(CONTRACT.baseUri())
                .credentials(Credentials.bearer(server.credentials().valid()))
                .build();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void regeneratesAnApiToken() {
        ApiTokenWithSecret first = client.apiTokens("CUSTOMER").regenerate(TOKEN);
        ApiTokenWithSecret second = client.apiTokens("CUSTOMER").regenerate(TOKEN);

        assertThat(second.getId()).isEqualTo(TOKEN);
        assertThat(second.getToken()).isNotEqualTo(first.getToken());
        assertThat(second.getToken().reveal()).startsWith("vidb_").endsWith(second.getTokenSuffix());
    }

    @Test
    void patchesWhatASearchThenFinds() {
        client.apiTokens("CUSTOMER")
                .patch(
                        TOKEN,
                        new ApiTokenPatch()
                                .tokenDisplayName("Zürich 100% 木")
                                .accessTokenTtl(90L)
                                .maxCountOfUses(ApiTokenPatch.MaxCountOfUsesEnum.UNLIMITED));

        assertThat(client.apiTokens("CUSTOMER")
                        .search(Search.where("token_display_name").like("100% 木")))
                .extracting(ApiTokenSummary::getId, ApiTokenSummary::getAccessTokenTtl)
                .containsExactly(tuple(TOKEN, 90L));
    }

    @Test
    void walksThroughTheSamePagesWhateverTheirSize() {
        assertThat(client.apiTokens("CUSTOMER")
                        .search(Search.all().sortedBy(SortByEnum.TOKEN_STATUS).pageSize(1)))
                .extracting(ApiTokenSummary::getId)
                .hasSizeGreaterThan(1)
                .containsExactlyElementsOf(
                        client.apiTokens("CUSTOMER").search(Search.all().sortedBy(SortByEnum.TOKEN_STATUS)).stream()
                                .map(ApiTokenSummary::getId)
                                .toList());
    }

    @Test
    void updatesACloudDirectorToken() {
        OffsetDateTime expires = OffsetDateTime.parse("2031-01-31T23:00:00+02:00");

        CloudDirectorToken updated =
                client.cloudDirectorTokens().update(terraform().expirationTimeUtc(expires));
        CloudDirectorToken kept = client.cloudDirectorTokens().update(terraform());
        CloudDirectorToken cleared =
                client.cloudDirectorTokens().update(terraform().expirationTimeUtc(null));

        assertThat(updated.getExpirationTimeUtc()).isEqualTo(expires.withOffsetSameInstant(ZoneOffset.UTC));
        assertThat(kept.getExpirationTimeUtc()).isEqualTo(updated.getExpirationTimeUtc());
        assertThat(cleared.getExpirationTimeUtc()).isNull();
    }

    private static CloudDirectorToken terraform() {
        return new CloudDirectorToken().id(CLOUD_TOKEN).name("terraform");
    }

    @Test
    void generatesCredentialsOfEitherKind() {
        SyncClientConfiguration secret = client.syncClients("CUSTOMER")
                .generateCredentials(DIRECTORY, new SyncClientConfiguration().generateToken(false));
        SyncClientConfiguration token = client.syncClients("CUSTOMER")
                .generateCredentials(
                        DIRECTORY,
                        new SyncClientConfiguration().generateToken(true).tokenTtl(60));

        assertThat(secret.getClientSecret()).isNotNull();
        assertThat(secret.getAccessToken()).isNull();
        assertThat(token.getAccessToken()).isNotNull();
        assertThat(token.getAccessTokenExpireIn()).isBetween(3500L, 3600L);
        assertThat(token.getClientSecret()).isNull();
    }

    @Test
    void reportsAMissingTokenToTheClient() {
        assertThatThrownBy(() -> client.apiTokens("CUSTOMER").regenerate("none"))
                .isInstanceOf(NotFoundException.class);
    }
}
