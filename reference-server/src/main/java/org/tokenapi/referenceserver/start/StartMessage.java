package org.tokenapi.referenceserver.start;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.value.SecretValue;

/**
 * Tells whoever started the server where it is and, unless the settings say otherwise, how to call it. To the console
 * alone: logs are no place for tokens.
 */
@Component
final class StartMessage {
    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);
    private static final String READY = "The reference server is ready: ";
    private static final String SEARCH_REQUEST = "application/vnd.vmware.vidm.api-tokens.search.request+json";

    private final TokenApiProperties properties;
    private final ServerProperties server;
    private final AccessTokens tokens;
    private final SampleData sample;
    private final boolean hasStructuredLog;

    StartMessage(
            TokenApiProperties properties,
            ServerProperties server,
            AccessTokens tokens,
            SampleData sample,
            Environment environment) {
        this.properties = properties;
        this.server = server;
        this.tokens = tokens;
        this.sample = sample;
        hasStructuredLog = environment.containsProperty("logging.structured.format.console");
    }

    @EventListener
    void print(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            String url = url(server, web.getWebServer().getPort());
            if (hasStructuredLog) {
                // Whoever reads that expects each line to be one of the log.
                LOG.info(READY + "{}", url);
            } else {
                System.out.print(message(url));
                System.out.flush();
            }
        }
    }

    private String message(String url) {
        List<String> lines = new ArrayList<>(List.of("", READY + url, ""));
        // An external issuer's tokens are not for this server to make.
        if (properties.printAccessToken() && properties.externalIssuer() == null) {
            String token = tokens.issue(SampleData.TENANT);
            lines.addAll(List.of(
                    "Access token for tenant " + SampleData.TENANT + ", good for " + AccessTokens.DEFAULT_LIFE.toHours()
                            + " hours:",
                    token,
                    "",
                    "Try it:",
                    // All users of a machine can see the arguments of a program.
                    "echo 'Authorization: Bearer " + token + "' | " + curl() + " -X POST -H @- -H 'Content-Type: "
                            + SEARCH_REQUEST + "' -d '{\"and\":[{\"key\":\"token_status\",\"values\":[\"ACTIVE\"]}]}' '"
                            + url
                            + "/acs/t/" + SampleData.TENANT + "/api-tokens/search?pageSize=2'",
                    ""));
            SecretValue refreshToken = sample.refreshToken();
            if (refreshToken != null) {
                lines.addAll(List.of(
                        "Refresh token of Cloud Director, made by this first start and shown once:",
                        "echo 'refresh_token=" + refreshToken.reveal() + "' | " + curl()
                                + " -d grant_type=refresh_token -d @- '" + url + "/oauth/tenant/" + SampleData.TENANT
                                + "/token'",
                        ""));
            }
        }
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    /** Under TLS it trusts the certificate of this server, whoever signed that. */
    private String curl() {
        Ssl ssl = server.getSsl();
        String certificate = Ssl.isEnabled(ssl) ? ssl.getCertificate() : null;
        return certificate == null || certificate.contains(":")
                ? "curl -sS"
                : "curl -sS --cacert '" + certificate + "'";
    }

    /** What the paths of the contract follow. */
    static String url(ServerProperties server, int port) {
        return (Ssl.isEnabled(server.getSsl()) ? "https://" : "http://") + host(server.getAddress()) + ":" + port
                + Objects.toString(server.getServlet().getContextPath(), "");
    }

    /** An address of this machine, where the server listens on all of them. */
    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        // As it was given: a name in a certificate is a name.
        String text = address.toString();
        String name = text.substring(0, text.indexOf('/'));
        String host = name.isEmpty() ? address.getHostAddress() : name;
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
