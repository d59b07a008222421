package org.tokenapi.gates;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.ReferenceServer;
import org.tokenapi.referenceserver.security.AccessTokens;

/** The reference server with its sample data, on a free port, with its own directory or database. */
final class RunningServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    RunningServer(Path directory) {
        this("--token-api.data-directory=" + directory);
    }

    private RunningServer(String storage) {
        context = SpringApplication.run(
                ReferenceServer.class, "--server.port=0", storage, "--token-api.print-access-token=false");
    }

    static RunningServer onPostgres(EmbeddedPostgres postgres) {
        return new RunningServer("--token-api.database-url=" + postgres.getJdbcUrl("postgres", "postgres"));
    }

    URI baseUri() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    Credentials credentials() {
        AccessTokens tokens = context.getBean(AccessTokens.class);
        return new Credentials(
                tokens.issue("CUSTOMER"),
                tokens.issue("OTHER"),
                tokens.issue("CUSTOMER", Duration.ofMinutes(-5)),
                tokens.issueWithoutScope("CUSTOMER"));
    }

    /** The access tokens that the gates send, one of each kind. */
    record Credentials(String valid, String otherTenant, String expired, String withoutScope) {}

    @Override
    public void close() {
        context.close();
    }
}
