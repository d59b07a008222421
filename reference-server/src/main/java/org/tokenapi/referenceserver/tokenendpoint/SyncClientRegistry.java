package org.tokenapi.referenceserver.tokenendpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.syncclient.StoredClientSecret;
import org.tokenapi.referenceserver.syncclient.SyncClientCredentials;

/** Presents the sync clients of the request's tenant as clients of the framework. */
@Component
final class SyncClientRegistry implements RegisteredClientRepository {
    /**
     * A client with a secret can get another access token at any time, so its tokens need not live as long as a
     * generated one.
     */
    private static final int MOST_MINUTES = 60;

    private final SyncClientCredentials clients;

    SyncClientRegistry(SyncClientCredentials clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        Issuer issuer = Issuer.current();
        return issuer.service() == Issuer.IssuingService.IDENTITY
                ? clients.find(issuer.tenant(), clientId)
                        .map(stored -> client(clientId, stored))
                        .orElse(null)
                : null;
    }

    private static RegisteredClient client(String clientId, StoredClientSecret stored) {
        return RegisteredClient.withId(stored.id())
                .clientId(clientId)
                .clientSecret(stored.sha256())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(AccessTokens.SYNC_SCOPE)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofMinutes(Math.min(stored.tokenTtl(), MOST_MINUTES)))
                        .build())
                .build();
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        throw new UnsupportedOperationException("Clients are found by their client id only");
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Sync clients are changed by their operation only");
    }
}
