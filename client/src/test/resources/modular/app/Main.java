package app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.generated.model.CloudDirectorToken;

/** A modular application that sends two requests. */
public final class Main {
    private Main() {}

    /** Prints what the service has issued, which is not really secret here. */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"id\": \"1\", \"name\": \"n\", \"token\": \"fresh\"}".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (TokenApiClient client = TokenApiClient.builder()
                .baseUri(uri)
                .credentials(Credentials.bearer("access.token"))
                .build()) {
            CloudDirectorToken token = new CloudDirectorToken().id("1").name("n").expirationTimeUtc(null);
            System.out.println(client.apiTokens("T").regenerate("1").secret().reveal()
                    + client.cloudDirectorTokens().update(token).getName());
        } finally {
            server.stop(0);
        }
    }
}
