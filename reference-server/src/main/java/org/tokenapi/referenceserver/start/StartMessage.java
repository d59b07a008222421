package org.tokenapi.referenceserver.start;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.security.AccessTokens;

/** Tells whoever started the server where it is and how to call it. To the console alone: logs are no place for tokens. */
@Component
@ConditionalOnProperty(name = "token-api.print-access-token", havingValue = "true", matchIfMissing = true)
final class StartMessage {
    private static final String TENANT = "CUSTOMER";
    private static final String SEARCH_REQUEST = "application/vnd.vmware.vidm.api-tokens.search.request+json";

    private final AccessTokens tokens;
    private final Environment environment;

    StartMessage(AccessTokens tokens, Environment environment) {
        this.tokens = tokens;
        this.environment = environment;
    }

    @EventListener
    void print(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            System.out.print(message(web.getWebServer().getPort()));
            System.out.flush();
        }
    }

    private String message(int port) {
        String url = "http://" + host(environment.getProperty("server.address", "127.0.0.1")) + ":" + port;
        String token = tokens.issue(TENANT);
        return String.join(
                System.lineSeparator(),
                List.of(
                        "",
                        "The reference server is ready: " + url,
                        "",
                        "Access token for tenant " + TENANT + ", good for " + AccessTokens.DEFAULT_LIFE.toHours()
                                + " hours:",
                        token,
                        "",
                        "Try it:",
                        "curl -sS -X POST -H 'Authorization: Bearer " + token + "' -H 'Content-Type: " + SEARCH_REQUEST
                                + "' -d '{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}]}' '" + url
                                + "/acs/t/" + TENANT + "/api-tokens/search?pageSize=2'",
                        "",
                        ""));
    }

    private static String host(String address) {
        if (address.equals("0.0.0.0") || address.equals("::")) {
            return "127.0.0.1";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
