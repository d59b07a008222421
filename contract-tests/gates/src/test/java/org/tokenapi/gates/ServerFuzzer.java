package org.tokenapi.gates;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.util.FileSystemUtils;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Headers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fuzz target of Jazzer: sends the body of one of the five operations to a running server, as JSON that almost
 * conforms or as arbitrary bytes. The response must follow the document and must not be a 5xx.
 */
public final class ServerFuzzer {
    private static final String INSTRUMENTED = "org.tokenapi.referenceserver.**";
    private static final int SEEDS = 200;
    private static final int MOST_BYTES = 1000;
    private static final String TOKEN = "/acs/t/CUSTOMER/api-tokens/0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01";
    private static final String CLOUD_TOKEN = "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01";
    private static final String MEDIA = "application/vnd.vmware.vidm.";
    private static final List<String> KEYS = List.of(
            "id",
            "client_display_name",
            "token_display_name",
            "token_description",
            "token_status",
            "api_token_ttl",
            "access_token_ttl",
            "user_status",
            "expiration_date",
            "last_access_time",
            "created_date",
            "principal_name",
            "roles",
            "_links");
    private static final List<String> OPERATORS =
            List.of("EQUALS", "NOT_EQUALS", "LIKE", "EMPTY", "NOT_EMPTY", "GREATER_THAN", "LESS_THAN");
    private static final List<String> SORT_BY = List.of(
            "created_date",
            "expiration_date",
            "last_access_time",
            "access_token_ttl",
            "token_display_name",
            "token_sub_type",
            "token_status");

    /** Strings with a special meaning in some language or protocol. */
    private static final List<String> WORDS = List.of(
            "",
            "ACTIVE",
            "nightly-build",
            "true",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "2026-11-22T09:30:00Z",
            "9999-12-31T23:59:59.999+23:59",
            "0000-01-01T00:00:00-00:01",
            "2026-02-29T24:00:60Z",
            "%",
            "_!%",
            "' or 1=1 --",
            "\u0000",
            "\uD83D\uDE00",
            "\uD800",
            CLOUD_TOKEN,
            "REFRESH",
            "PROXY");

    /** The entry points have the form that Jazzer requires: static, with one target for the whole process. */
    private static ServerFuzzer target;

    private final Path data;
    private final RunningServer server;
    private final ExchangeChecker checker = new ExchangeChecker(TokenApi.document());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final String token;

    private ServerFuzzer() throws IOException {
        data = Files.createTempDirectory("fuzz");
        server = new RunningServer(data);
        token = server.credentials().valid();
    }

    /**
     * Starts Jazzer, which ends the process: with 0, or with another exit code after a finding.
     *
     * @param args the directory of the corpus, followed by options of libFuzzer, for example for the duration
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        // Without seeds, the fuzzer would try bodies of a few bytes for a long time.
        Random random = new Random(1);
        for (int i = 0; i < SEEDS; i++) {
            byte[] seed = new byte[random.nextInt(MOST_BYTES)];
            random.nextBytes(seed);
            Files.write(directory.resolve("seed-" + i), seed);
        }
        Path left = directory.toAbsolutePath().getParent();
        List<String> options = new ArrayList<>(List.of(
                "--target_class=" + ServerFuzzer.class.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--custom_hook_includes=" + INSTRUMENTED,
                "-max_len=" + MOST_BYTES,
                // No limit for the native heap, because the JVM sizes it.
                "-rss_limit_mb=0",
                // The directory for the input of a finding, as bytes and as a Java program.
                "-artifact_prefix=" + left + "/",
                "--reproducer_path=" + left));
        options.addAll(List.of(args).subList(1, args.length));
        options.add(directory.toString());
        Jazzer.main(options.toArray(String[]::new));
    }

    /** Called once by Jazzer. */
    public static void fuzzerInitialize() throws IOException {
        // Otherwise Jazzer reports each connection as a server-side request forgery.
        BugDetectors.allowNetworkConnections();
        target = new ServerFuzzer();
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws IOException, InterruptedException {
        target.run(data);
    }

    /** Called once by Jazzer. */
    public static void fuzzerTearDown() throws IOException {
        target.server.close();
        FileSystemUtils.deleteRecursively(target.data);
    }

    private void run(FuzzedDataProvider data) throws IOException, InterruptedException {
        switch (data.consumeInt(0, 7)) {
            case 0 ->
                send(
                        "POST",
                        TOKEN + "?action=regenerate",
                        MEDIA + "api-tokens.trigger.action.request+json",
                        body(data, nodes.objectNode(), List.of("_links")));
            case 1 ->
                send(
                        "PATCH",
                        TOKEN,
                        MEDIA + "api-tokens.patch.request+json",
                        body(
                                data,
                                nodes.objectNode().put("token_display_name", "name"),
                                List.of(
                                        "token_display_name",
                                        "access_token_ttl",
                                        "max_count_of_uses",
                                        "token_description",
                                        "_links",
                                        "id")));
            case 2 ->
                send(
                        "PUT",
                        "/cloudapi/1.0.0/tokens/" + CLOUD_TOKEN,
                        "application/json",
                        body(
                                data,
                                nodes.objectNode().put("id", CLOUD_TOKEN).put("name", "name"),
                                List.of(
                                        "id",
                                        "name",
                                        "token",
                                        "expirationTimeUtc",
                                        "requireRotation",
                                        "owner",
                                        "username",
                                        "userId",
                                        "orgName",
                                        "org",
                                        "type")));
            case 3 ->
                send(
                        "POST",
                        "/usergroup/t/CUSTOMER/broker/directories/4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e60/sync-client?action=generate_credentials",
                        MEDIA + "usergroup.broker.directory.syncclientconfiguration+json",
                        body(
                                data,
                                nodes.objectNode(),
                                List.of(
                                        "generate_token",
                                        "token_ttl",
                                        "client_id",
                                        "client_secret",
                                        "access_token",
                                        "access_token_expire_in",
                                        "_links")));
            default ->
                send(
                        "POST",
                        "/acs/t/CUSTOMER/api-tokens/search" + page(data),
                        MEDIA + "api-tokens.search.request+json",
                        data.consumeBoolean()
                                ? json.writeValueAsBytes(search(data))
                                : body(
                                        data,
                                        nodes.objectNode(),
                                        List.of("sort_by", "sort_order", "and", "or", "_links")));
        }
    }

    private static String page(FuzzedDataProvider data) {
        return data.consumeBoolean()
                ? ""
                : "?startIndex=" + data.consumeInt() + "&pageSize=" + data.consumeInt(-1, 1001);
    }

    private ObjectNode search(FuzzedDataProvider data) {
        ObjectNode search = nodes.objectNode();
        if (data.consumeBoolean()) {
            search.put("sort_by", data.pickValue(SORT_BY)).put("sort_order", data.consumeBoolean() ? "asc" : "desc");
        }
        for (String list : List.of("and", "or")) {
            ArrayNode filters = search.putArray(list);
            for (int left = data.consumeInt(0, 4); left > 0; left--) {
                ObjectNode filter = filters.addObject().put("key", oneOf(data, KEYS));
                if (data.consumeBoolean()) {
                    filter.put("operator", oneOf(data, OPERATORS));
                }
                ArrayNode values = filter.putArray("values");
                for (int more = data.consumeInt(0, 3); more > 0; more--) {
                    values.add(text(data));
                }
            }
        }
        return search;
    }

    /** A conforming body with some properties replaced, or arbitrary bytes. */
    private byte[] body(FuzzedDataProvider data, ObjectNode right, List<String> properties) {
        if (data.consumeBoolean()) {
            return data.consumeRemainingAsBytes();
        }
        for (int left = data.consumeInt(0, 4); left > 0; left--) {
            right.set(oneOf(data, properties), value(data, 3));
        }
        return json.writeValueAsBytes(right);
    }

    private JsonNode value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth > 0 ? 8 : 6)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(data.consumeBoolean());
            case 2 -> nodes.numberNode(data.consumeInt(-2, 2));
            case 3 -> nodes.numberNode(data.consumeLong());
            case 4 -> nodes.numberNode(data.consumeRegularDouble());
            case 7 -> {
                ArrayNode array = nodes.arrayNode();
                for (int left = data.consumeInt(0, 3); left > 0; left--) {
                    array.add(value(data, depth - 1));
                }
                yield array;
            }
            case 8 -> {
                ObjectNode object = nodes.objectNode();
                for (int left = data.consumeInt(0, 3); left > 0; left--) {
                    object.set(data.consumeBoolean() ? "href" : text(data), value(data, depth - 1));
                }
                yield object;
            }
            default -> nodes.stringNode(text(data));
        };
    }

    private static String oneOf(FuzzedDataProvider data, List<String> known) {
        return data.consumeInt(0, 9) == 0 ? text(data) : data.pickValue(known);
    }

    private static String text(FuzzedDataProvider data) {
        return data.consumeBoolean() ? data.pickValue(WORDS) : data.consumeString(40);
    }

    private void send(String method, String target, String contentType, byte[] body)
            throws IOException, InterruptedException {
        String accept = method.equals("PUT") ? "application/json;version=39.0" : "*/*";
        Map<String, List<String>> headers = Map.of(
                "Authorization", List.of("Bearer " + token),
                "Content-Type", List.of(contentType),
                "Accept", List.of(accept));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUri() + target))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> request.header(name, values.get(0)));
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        List<Finding> violations = checker.check(new Exchange(
                        new Exchange.Request(method, target, Headers.of(headers), body),
                        new Exchange.Response(
                                response.statusCode(),
                                Headers.of(response.headers().map()),
                                response.body())))
                .violations(Finding.Side.RESPONSE);
        if (response.statusCode() >= 500 || !violations.isEmpty()) {
            throw new AssertionError(method + " " + target + ": got " + response.statusCode() + " " + violations
                    + " for the body " + new String(body, StandardCharsets.UTF_8));
        }
    }
}
