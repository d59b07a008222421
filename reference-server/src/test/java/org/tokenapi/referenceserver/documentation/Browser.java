package org.tokenapi.referenceserver.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, controlled by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String LISTENING = "DevTools listening on ";

    private final JsonMapper json = new JsonMapper();
    private final Map<Integer, CompletableFuture<JsonNode>> responses = new ConcurrentHashMap<>();
    private final Process process;
    private final WebSocket socket;
    private int sent;

    private Browser(Path program, Path profile) throws Exception {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,1600",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        List<String> said = new ArrayList<>();
        String line = output.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            said.add(line);
            line = output.readLine();
        }
        assertThat(line).as(said::toString).isNotNull();
        Thread rest = new Thread(() -> output.lines().forEach(more -> {}), "chromium output");
        rest.setDaemon(true);
        rest.start();
        URI browser = URI.create(line.substring(LISTENING.length()).strip());
        HttpClient http = HttpClient.newHttpClient();
        JsonNode pages = json.readTree(http.send(
                        HttpRequest.newBuilder(URI.create("http://" + browser.getAuthority() + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        String page = pages.valueStream()
                .filter(target -> target.get("type").asString().equals("page"))
                .map(target -> target.get("webSocketDebuggerUrl").asString())
                .findFirst()
                .orElseThrow();
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new BrowserMessages())
                .get(30, TimeUnit.SECONDS);
    }

    /** The browser that the variable {@code CHROMIUM} names, or one on the path. */
    static Optional<Path> find() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program, Path profile) throws Exception {
        return new Browser(program, profile);
    }

    void open(String url) throws Exception {
        command("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression in the page, as text. */
    String evaluate(String expression) throws Exception {
        JsonNode response = command(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        assertThat(response.has("exceptionDetails"))
                .as(expression + ": " + response)
                .isFalse();
        return response.at("/result/value").asString("");
    }

    /** Waits until an expression is true. The page itself waits, so that no change is missed. */
    void waitFor(String expression) throws Exception {
        evaluate("""
                new Promise((done, failed) => {
                  const end = Date.now() + 30000;
                  const look = () => {
                    try { if (%s) { return done('yes'); } } catch (notYet) { }
                    if (Date.now() > end) { return failed(new Error('in vain: ' + document.body.innerText.slice(0, 2000))); }
                    setTimeout(look, 20);
                  };
                  look();
                })""".formatted(expression));
    }

    void click(String selector) throws Exception {
        waitFor("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Replaces the text of an input, as a keyboard would. */
    void type(String selector, String text) throws Exception {
        waitFor("document.querySelector(" + quoted(selector) + ")");
        evaluate("(field => { field.focus(); field.select(); })(document.querySelector(" + quoted(selector) + "))");
        command("Input.insertText", Map.of("text", text));
    }

    private String quoted(String text) {
        return json.writeValueAsString(text);
    }

    private JsonNode command(String method, Map<String, ?> parameters) throws Exception {
        int id = ++sent;
        CompletableFuture<JsonNode> response = new CompletableFuture<>();
        responses.put(id, response);
        socket.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(30, TimeUnit.SECONDS);
        JsonNode message = response.get(60, TimeUnit.SECONDS);
        assertThat(message.has("error")).as(method + ": " + message).isFalse();
        return message.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        process.onExit().join();
    }

    private final class BrowserMessages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                JsonNode message = json.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> response =
                        responses.remove(message.path("id").asInt(0));
                if (response != null) {
                    response.complete(message);
                }
            }
            from.request(1);
            return null;
        }
    }
}
