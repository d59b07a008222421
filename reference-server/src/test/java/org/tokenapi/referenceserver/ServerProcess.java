package org.tokenapi.referenceserver;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in its own process, on a free port, started as users start it. */
public final class ServerProcess implements AutoCloseable {
    /** The process lives for seconds, so a fast start matters more than fast code. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path output;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final boolean printsToken;
    private String base = "";
    private String token = "";

    /** Starts the process, and does not wait until it is ready. */
    public ServerProcess(List<String> settings) throws IOException {
        this(ReferenceServer.class, SHORT_LIVED, settings);
    }

    /**
     * Starts the process, and does not wait until it is ready.
     *
     * @param main the server, or another one that prints its address in the same way
     * @param options the options of the JVM
     */
    public ServerProcess(Class<?> main, List<String> options, List<String> settings) throws IOException {
        printsToken = main == ReferenceServer.class;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), "--server.port=0"));
        command.addAll(settings);
        output = Files.createTempFile("server", ".log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** @throws IllegalStateException with the output of the process, if it ends or is not ready within a minute */
    public ServerProcess waitUntilReady() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!isReady()) {
            boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
            String said = Files.readString(output);
            said.substring(0, said.lastIndexOf('\n') + 1).lines().forEach(this::read);
            if (!isReady() && (ended || System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(1))) {
                throw new IllegalStateException("The server did not start: " + said);
            }
        }
        return this;
    }

    private boolean isReady() {
        return !base.isEmpty() && (!token.isEmpty() || !printsToken);
    }

    private void read(String line) {
        if (line.startsWith("The reference server is ready: ")) {
            base = line.substring(line.indexOf("http"));
        }
        if (line.startsWith("eyJ")) {
            token = line;
        }
    }

    public String base() {
        return base;
    }

    public int port() {
        return URI.create(base).getPort();
    }

    public Process process() {
        return process;
    }

    /** The access token that the process printed. */
    public String token() {
        return token;
    }

    /** Sends JSON with that access token. */
    HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(token, method, path, contentType, body);
    }

    /** Sends JSON with another access token. */
    HttpResponse<String> send(String accessToken, String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", contentType)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Exchanges the secret of an API token for an access token; returns the status of the response. */
    int exchange(String secret) throws IOException, InterruptedException {
        String form = "grant_type=urn:custom:vcf:params:oauth:grant-type:api-token&api_token="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return http.send(
                        request("/acs/t/" + TestServer.TENANT + "/token")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Kills the process, which has no time to complete anything. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(output);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }
}
