package org.tokenapi.referenceserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;
import org.tokenapi.referenceserver.security.AccessTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in this process on a free port, and a client that sends requests exactly as specified. */
public final class TestServer implements AutoCloseable {
    public static final String TENANT = "CUSTOMER";
    public static final String TOKENS = "/acs/t/CUSTOMER/api-tokens/";
    public static final String NIGHTLY = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01";
    public static final String CLOUD_TOKENS = "/cloudapi/1.0.0/tokens/";
    public static final String REFRESH_TOKEN = "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01";
    public static final String PROXY_TOKEN = "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a03";
    public static final String DIRECTORIES = "/usergroup/t/CUSTOMER/broker/directories/";
    public static final String DIRECTORY = "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e60";
    public static final String TRIGGER = "application/vnd.vmware.vidm.api-tokens.trigger.action.request+json";
    public static final String PATCH = "application/vnd.vmware.vidm.api-tokens.patch.request+json";
    public static final String SEARCH = "application/vnd.vmware.vidm.api-tokens.search.request+json";
    public static final String SYNC =
            "application/vnd.vmware.vidm.usergroup.broker.directory.syncclientconfiguration+json";
    public static final String VERSION = "application/json;version=39.0";

    /** All tables; a table precedes those that refer to it. */
    public static final List<String> TABLES =
            List.of("api_token", "api_token_total", "audit", "cloud_token", "directory", "sync_client");

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final JsonMapper json = new JsonMapper();

    /** Signing one for each request would take longer than the request, but a clock that a test sets may expire it. */
    private final Supplier<String> token;

    private TestServer(ConfigurableApplicationContext context, boolean hasOwnClock) {
        this.context = context;
        token = hasOwnClock ? this::token : SingletonSupplier.of(this::token);
        base = URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    /**
     * Starts a server on SQLite with sample data, and without an access token in the output, unless the properties say
     * otherwise.
     */
    public static TestServer start(Path directory, String... properties) {
        return TestDatabase.SQLITE.start(directory, properties);
    }

    static TestServer start(List<String> properties, Clock clock) {
        return start(
                properties,
                true,
                context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true)));
    }

    static TestServer start(List<String> properties) {
        return start(properties, false, context -> {});
    }

    private static TestServer start(
            List<String> properties,
            boolean hasOwnClock,
            ApplicationContextInitializer<ConfigurableApplicationContext> initializer) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        arguments.addAll(properties);
        return new TestServer(
                new SpringApplicationBuilder(ReferenceServer.class)
                        .properties("token-api.print-access-token=false")
                        .initializers(initializer)
                        .run(arguments.toArray(String[]::new)),
                hasOwnClock);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ApplicationContext context() {
        return context;
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** Restores the sample data. */
    public void reset() {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            jdbc().sql("delete from " + TABLES.get(i)).update();
        }
        context.getBean("sampleData", SmartInitializingSingleton.class).afterSingletonsInstantiated();
    }

    public String base() {
        return base.toString();
    }

    public String token() {
        return bean(AccessTokens.class).issue(TENANT);
    }

    /** A request with a valid access token, and no other headers than those that are set. */
    public TestRequest call(String method, String path) {
        return new TestRequest(method, path).header("Authorization", "Bearer " + token.get());
    }

    public TestRequest patch(String body) {
        return call("PATCH", TOKENS + NIGHTLY).body(PATCH, body);
    }

    public TestRequest search(String body) {
        return call("POST", TOKENS + "search").body(SEARCH, body);
    }

    public TestRequest put(String id, String body) {
        return call("PUT", CLOUD_TOKENS + id).header("Accept", VERSION).body("application/json", body);
    }

    public TestRequest sync(String directory, @Nullable String body) {
        TestRequest call = call("POST", DIRECTORIES + directory + "/sync-client?action=generate_credentials");
        return body == null ? call : call.body(SYNC, body);
    }

    /** Sends these lines, one byte per character, with a valid access token and an empty body; returns the response. */
    public String raw(String... lines) {
        String request = String.join("\r\n", lines) + "\r\nAuthorization: Bearer " + token()
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", base.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A form, without credentials in a header. */
    public TestRequest form(String path, String... namesAndValues) {
        StringJoiner form = new StringJoiner("&");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return new TestRequest("POST", path).body("application/x-www-form-urlencoded", form.toString());
    }

    /** Sends JSON with a valid access token. */
    HttpResponse<String> send(String method, String path, String contentType, String body) {
        return call(method, path).body(contentType, body).send().response;
    }

    /** Exchanges the secret of an API token for an access token; returns the status of the response. */
    int exchange(String secret) {
        return form(
                        "/acs/t/" + TENANT + "/token",
                        "grant_type",
                        "urn:custom:vcf:params:oauth:grant-type:api-token",
                        "api_token",
                        secret)
                .send()
                .status();
    }

    /** A request without an access token. */
    public TestRequest anonymous(String method, String path) {
        return new TestRequest(method, path);
    }

    /** All rows of all tables, to check that nothing has changed. */
    public List<Map<String, Object>> everything() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(jdbc().sql("select * from " + table + " order by tenant, id")
                    .query()
                    .listOfRows());
        }
        return rows;
    }

    @Override
    public void close() {
        context.close();
    }

    public final class TestRequest {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

        private TestRequest(String method, String path) {
            this.method = method;
            this.path = path;
        }

        public TestRequest header(String name, @Nullable String value) {
            headers.remove(name);
            if (value != null) {
                headers.put(name, value);
            }
            return this;
        }

        public TestRequest body(@Nullable String contentType, String text) {
            body = HttpRequest.BodyPublishers.ofString(text);
            return header("Content-Type", contentType);
        }

        /** Sends a body in chunks, without a Content-Length. */
        public TestRequest chunked(String contentType, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
            return header("Content-Type", contentType);
        }

        public TestResponse send() {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path)).method(method, body);
            headers.forEach(request::header);
            try {
                return new TestResponse(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public final class TestResponse {
        private final HttpResponse<String> response;

        private TestResponse(HttpResponse<String> response) {
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return json.readTree(response.body());
        }

        /** The value of a property, which must exist. */
        public String property(String name) {
            return json().get(name).asString();
        }

        /** The violations, each as {@code in:name:detail}. */
        public List<String> violations() {
            List<String> violations = new ArrayList<>();
            for (JsonNode violation : json().path("violations")) {
                violations.add(violation.path("in").asString() + ":"
                        + violation.path("name").asString("") + ":"
                        + violation.path("detail").asString());
            }
            return violations;
        }
    }
}
