package org.tokenapi.referenceserver.syncclient;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.tokenapi.referenceserver.web.Links;
import org.tokenapi.serverstubs.generated.api.SyncClientsApi;
import org.tokenapi.serverstubs.generated.model.BrokerSyncClientConfigurationMedia;
import org.tokenapi.serverstubs.generated.model.SyncClientAction;

/** The operation of sync clients. Not final, because the proxy that validates parameters extends it. */
@RestController
class SyncClientController implements SyncClientsApi {
    private final SyncClientService clients;

    SyncClientController(SyncClientService clients) {
        this.clients = clients;
    }

    @Override
    public ResponseEntity<BrokerSyncClientConfigurationMedia> generateSyncClientCredentials(
            String tenant, String id, SyncClientAction action, @Nullable BrokerSyncClientConfigurationMedia body) {
        SyncClientService.GeneratedCredentials credentials = clients.generate(
                tenant, id, body == null ? null : body.getGenerateToken(), body == null ? null : body.getTokenTtl());
        BrokerSyncClientConfigurationMedia media = new BrokerSyncClientConfigurationMedia()
                .links(Links.to(PATH_GENERATE_SYNC_CLIENT_CREDENTIALS).self(tenant, id))
                .generateToken(credentials.client().generateToken())
                .tokenTtl(credentials.client().tokenTtl());
        if (credentials.client().generateToken()) {
            media.accessToken(credentials.credential().reveal()).accessTokenExpireIn(credentials.lifeSeconds());
        } else {
            media.clientId(credentials.clientId())
                    .clientSecret(credentials.credential().reveal());
        }
        return ResponseEntity.ok(media);
    }
}
