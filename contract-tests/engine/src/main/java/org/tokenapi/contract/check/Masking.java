package org.tokenapi.contract.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the secrets out of exchanges, so that people may see the rest.
 *
 * <p>A secret is what the document marks as {@code format: password}, in any part of a message; a property that has the
 * name of such a one; credentials and cookies. What the document doesn't know is no better known to be harmless: values of
 * other headers and query parameters are masked unless HTTP itself defines them, and a body that can't be read as JSON or a
 * form is only described. What was found to be a secret in one exchange is masked in all of them wherever it stands, also
 * percent-encoded and in Base64; shorter values than six characters in their own place alone, because they are words of
 * other texts as well.
 *
 * <p>Thread-safe.
 */
public final class Masking {
    private static final int SHORTEST_KNOWN = 6;
    private static final int LONGEST_BODY = 2000;
    private static final int LONGEST_TEXT = 300;

    private static final Set<String> CREDENTIALS =
            ignoringCase("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie");

    /** What may be told of an Authorization header. */
    private static final Set<String> AUTHENTICATION = ignoringCase("Basic", "Bearer", "Digest", "DPoP", "Negotiate");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Headers of HTTP, and such as most servers send, that hold no secret in themselves. */
    private static final Set<String> HARMLESS = ignoringCase(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Patch",
            "Accept-Post",
            "Accept-Ranges",
            "Age",
            "Allow",
            "Cache-Control",
            "Connection",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Location",
            "Content-Range",
            "Content-Type",
            "Date",
            "ETag",
            "Expect",
            "Expires",
            "Host",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Unmodified-Since",
            "Keep-Alive",
            "Last-Modified",
            "Location",
            "Origin",
            "Pragma",
            "Prefer",
            "Preference-Applied",
            "Range",
            "Retry-After",
            "Server",
            "Strict-Transport-Security",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "Vary",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-XSS-Protection");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final OpenApiDocument document;
    private final Set<String> names;
    private final Pattern named;
    private final List<String> known;
    private final Consumer<String> found;
    private final boolean learning;

    /** By the pointers of the schemas. */
    private final Map<List<String>, Shape> shapes;

    /** @param exchanges whose secrets are masked wherever they stand */
    public Masking(OpenApiDocument document, Collection<Exchange> exchanges) {
        this.document = document;
        this.names = names(document);
        this.named = named(names);
        Set<String> secrets = new HashSet<>();
        Masking learner = new Masking(document, names, named, secrets::add);
        exchanges.forEach(learner::mask);
        // The longest first: one may be a part of another.
        this.known = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_KNOWN)
                .flatMap(Masking::spellings)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        this.found = secret -> {};
        this.learning = false;
        this.shapes = learner.shapes;
    }

    private Masking(OpenApiDocument document, Set<String> names, Pattern named, Consumer<String> found) {
        this.document = document;
        this.names = names;
        this.named = named;
        this.known = List.of();
        this.found = found;
        this.learning = true;
        this.shapes = new ConcurrentHashMap<>();
    }

    /** Without the secrets; the bodies are written for people, and long ones are cut. */
    public Verdict mask(Verdict verdict) {
        return new Verdict(
                mask(verdict.exchange()),
                verdict.operation(),
                verdict.findings().stream().map(this::mask).toList(),
                verdict.evidence());
    }

    /** Without the secrets; the bodies are written for people, and long ones are cut. */
    public Exchange mask(Exchange exchange) {
        Request request = exchange.request();
        return new Exchange(
                mask(request), mask(exchange.response(), operations(request, document.routes(request.path()))));
    }

    /** Without the secrets; the body is written for people, and a long one is cut. */
    public Request mask(Request request) {
        List<Route> routes = document.routes(request.path());
        List<Operation> operations = operations(request, routes);
        List<Parameter> parameters = operations.stream()
                .flatMap(operation -> operation.parameters().stream())
                .toList();
        List<Content> declared = operations.stream()
                .map(Operation::requestBody)
                .flatMap(Stream::ofNullable)
                .map(RequestBody::content)
                .flatMap(List::stream)
                .toList();
        String query = request.query();
        return new Request(
                request.method(),
                path(request, routes) + (query.isEmpty() ? "" : "?" + query(query, parameters)),
                headers(request.headers(), parameters, true),
                body(request.headers(), request.body(), declared));
    }

    private Response mask(Response response, List<Operation> operations) {
        List<org.tokenapi.contract.spec.Response> answers = operations.stream()
                .flatMap(operation -> operation.responses().stream())
                .toList();
        return new Response(
                response.status(),
                headers(
                        response.headers(),
                        answers.stream()
                                .flatMap(answer -> answer.headers().stream())
                                .toList(),
                        false),
                body(
                        response.headers(),
                        response.body(),
                        answers.stream()
                                .flatMap(answer -> answer.content().stream())
                                .toList()));
    }

    /** What a finding quotes of the message may hold the secret of another place. */
    private Finding mask(Finding finding) {
        return new Finding(
                finding.severity(),
                finding.side(),
                finding.rule(),
                finding.pointer(),
                line(finding.place()),
                finding.expected(),
                line(finding.actual()));
    }

    /** Those that may speak of a request: the one that is meant, or all of its path where its method is none of them. */
    private static List<Operation> operations(Request request, List<Route> routes) {
        List<Operation> all = routes.stream().map(Route::operation).toList();
        List<Operation> meant = all.stream()
                .filter(operation -> operation.method().equals(request.method()))
                .toList();
        return meant.isEmpty() ? all : meant;
    }

    private String path(Request request, List<Route> routes) {
        for (Route route : routes) {
            Map<String, String> values = new LinkedHashMap<>(route.pathValues());
            values.replaceAll((name, value) -> {
                boolean secret = route.operation().parameters().stream()
                        .anyMatch(one -> one.in() == In.PATH && one.name().equals(name) && isSecret(one));
                return secret ? masked(value) : value;
            });
            if (!values.equals(route.pathValues())) {
                String expanded = route.operation().path().expand(values);
                return clean(expanded.replace(URLEncoder.encode(Values.MASKED, StandardCharsets.UTF_8), Values.MASKED));
            }
        }
        return clean(request.path());
    }

    private String query(String query, List<Parameter> declared) {
        return Arrays.stream(query.split("&"))
                .map(field -> {
                    int equals = field.indexOf('=');
                    String name = equals < 0 ? field : field.substring(0, equals);
                    String value = equals < 0 ? "" : field.substring(equals + 1);
                    if (isShown(ValueReader.decode(name), declared)) {
                        return clean(field);
                    }
                    // Without a value, the name may be anything.
                    return equals < 0
                            ? masked(field)
                            : clean(name) + "=" + (value.isEmpty() ? "" : masked(ValueReader.decode(value)));
                })
                .collect(Collectors.joining("&"));
    }

    private boolean isShown(String field, List<Parameter> declared) {
        List<Parameter> meant = declared.stream()
                .filter(one -> one.in() == In.QUERY && isFieldOf(one, field))
                .toList();
        return !meant.isEmpty() && meant.stream().noneMatch(this::isSecret) && !names.contains(field);
    }

    /** Whether a query parameter is written in this field: objects are spread over several. */
    private boolean isFieldOf(Parameter parameter, String field) {
        SchemaRef schema = parameter.schema();
        return field.equals(parameter.name())
                || field.startsWith(parameter.name() + "[")
                || schema != null
                        && parameter.explode()
                        && new Shape(document, schema).property(field).isKnown();
    }

    private Headers headers(Headers headers, List<Parameter> declared, boolean isRequest) {
        Map<String, List<String>> masked = new LinkedHashMap<>();
        for (String name : headers.names()) {
            List<Parameter> meant = declared.stream()
                    .filter(one -> one.in() == In.HEADER && one.name().equalsIgnoreCase(name))
                    .toList();
            boolean secret = names.contains(name) || meant.stream().anyMatch(this::isSecret);
            boolean harmless = !secret && (HARMLESS.contains(name) || !meant.isEmpty());
            List<String> values = new ArrayList<>();
            for (String value : headers.all(name)) {
                if (value.isBlank()) {
                    values.add(value);
                } else if (CREDENTIALS.contains(name)) {
                    values.add(credentials(name, value));
                } else if (harmless) {
                    values.add(shortened(line(value), LONGEST_TEXT));
                } else {
                    // An unknown header of an answer, such as the number of a request, is not looked for elsewhere.
                    values.add(secret || isRequest ? masked(value) : Values.MASKED);
                }
            }
            masked.put(name, values);
        }
        return Headers.of(masked);
    }

    private String credentials(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).endsWith("cookie")) {
            for (String pair : value.split(";")) {
                found.accept(pair.substring(pair.indexOf('=') + 1).trim());
            }
            return Values.MASKED;
        }
        String[] parts = value.trim().split(" +", 2);
        String secret = parts[parts.length - 1];
        found.accept(value);
        found.accept(secret);
        QUOTED.matcher(secret).results().forEach(part -> found.accept(part.group(1)));
        if (parts[0].equalsIgnoreCase("Basic")) {
            userAndPassword(secret).ifPresent(text -> {
                found.accept(text);
                found.accept(text.substring(text.indexOf(':') + 1));
            });
        }
        boolean scheme = parts.length == 2 && AUTHENTICATION.contains(parts[0]);
        return scheme ? parts[0] + " " + Values.MASKED : Values.MASKED;
    }

    private static Optional<String> userAndPassword(String credentials) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    // Bodies.

    private byte[] body(Headers headers, byte[] body, List<Content> declared) {
        if (body.length == 0) {
            return body;
        }
        String type = headers.get("Content-Type").orElse("");
        boolean form = MediaType.parse(type).filter(MediaType::isForm).isPresent();
        Shape shape = shape(declared);
        Optional<String> text = text(headers, body);
        String shown = text.flatMap(this::json)
                .map(json -> written(mask(json, shape, !shape.isKnown() && json.isValueNode())))
                .or(() -> text.filter(any -> form).flatMap(fields -> form(fields, shape)))
                .map(readable -> shortened(wellFormed(readable), LONGEST_BODY))
                .orElseGet(() -> "(" + body.length + " bytes of "
                        + (type.isBlank() ? "no media type" : shortened(clean(type), LONGEST_TEXT))
                        + ", neither JSON nor a form: not shown)");
        return shown.getBytes(StandardCharsets.UTF_8);
    }

    private String written(JsonNode json) {
        return learning ? "" : MAPPER.writeValueAsString(json);
    }

    private Shape shape(List<Content> declared) {
        List<SchemaRef> schemas = declared.stream()
                .map(Content::schema)
                .flatMap(Stream::ofNullable)
                .toList();
        return shapes.computeIfAbsent(
                schemas.stream().map(SchemaRef::pointer).toList(), pointers -> new Shape(document, schemas));
    }

    private static Optional<String> text(Headers headers, byte[] body) {
        try {
            boolean zipped = headers.get("Content-Encoding").orElse("").trim().equalsIgnoreCase("gzip");
            byte[] bytes = zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        } catch (IOException notZipped) {
            return Optional.empty();
        }
    }

    /** JSON, whatever the media type says: a body with the wrong one holds the same secrets. */
    private Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private JsonNode mask(JsonNode value, Shape shape, boolean secret) {
        if (value.isNull() || value.isBoolean()) {
            return value;
        }
        if (secret || shape.isSecret()) {
            return MAPPER.getNodeFactory().stringNode(masked(value));
        }
        if (value.isObject()) {
            ObjectNode masked = MAPPER.createObjectNode();
            value.properties()
                    .forEach(member -> masked.set(
                            clean(member.getKey()),
                            mask(member.getValue(), shape.property(member.getKey()), names.contains(member.getKey()))));
            return masked;
        }
        if (value.isArray()) {
            ArrayNode masked = MAPPER.createArrayNode();
            value.forEach(element -> masked.add(mask(element, shape.elements(), false)));
            return masked;
        }
        return value.isString() ? MAPPER.getNodeFactory().stringNode(clean(value.stringValue())) : value;
    }

    /** The fields, one a line; nothing if the document knows none of them, because then the text may be anything. */
    private Optional<String> form(String text, Shape shape) {
        Map<String, List<String>> fields = ValueReader.fields(text);
        if (fields.keySet().stream().noneMatch(name -> shape.property(name).isKnown() || names.contains(name))) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        fields.forEach((name, values) -> {
            Shape field = shape.property(name);
            boolean shown = field.isKnown()
                    && !names.contains(name)
                    && !field.isSecret()
                    && !field.elements().isSecret();
            for (String value : values) {
                String decoded = ValueReader.decode(value);
                lines.add(clean(name) + "="
                        + (!shown && !value.isEmpty()
                                ? masked(decoded)
                                // An object within a form is written as JSON.
                                : json(decoded)
                                        .filter(JsonNode::isContainer)
                                        .map(json -> mask(json, field, false).toString())
                                        .orElse(line(decoded))));
            }
        });
        return Optional.of(String.join("\n", lines));
    }

    // Secrets.

    private String masked(JsonNode secret) {
        if (secret.isContainer()) {
            secret.forEach(this::masked);
        } else if (!secret.isBoolean()) {
            found.accept(secret.asString(""));
        }
        return Values.MASKED;
    }

    private String masked(String secret) {
        found.accept(secret);
        return Values.MASKED;
    }

    /** A text without the secrets that are known, and without what stands after the name of one. */
    private String clean(String text) {
        if (learning) {
            return text;
        }
        String clean = wellFormed(text);
        for (String secret : known) {
            clean = clean.replace(secret, Values.MASKED);
        }
        return withoutBeginnings(named.matcher(clean).replaceAll("$1" + Values.MASKED));
    }

    /** Without what would move the cursor of a terminal. */
    private String line(String text) {
        return clean(text).replaceAll("\\p{Cntrl}", "�");
    }

    /** Findings quote the beginning of long texts: it may end within a secret. */
    private String withoutBeginnings(String text) {
        int cut = text.lastIndexOf('…');
        for (int start = 0; start <= cut - SHORTEST_KNOWN; start++) {
            String end = text.substring(start, cut);
            if (known.stream().anyMatch(secret -> secret.startsWith(end))) {
                return text.substring(0, start) + Values.MASKED + text.substring(cut);
            }
        }
        return text;
    }

    /** Half a character can't be written to a file. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "… (cut here, " + text.length() + " characters in all)";
    }

    private static Stream<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String path = form.replace("+", "%20");
        return Stream.of(
                secret,
                form,
                path,
                inLowerCase(form),
                inLowerCase(path),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String inLowerCase(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(encoded)
                .replaceAll(octet -> octet.group().toLowerCase(Locale.ROOT));
    }

    /** The names of secrets, in any case: of properties, of parameters and headers, and of API keys. */
    private static Set<String> names(OpenApiDocument document) {
        Set<String> names = ignoringCase();
        names.addAll(SecretNames.of(document));
        for (Operation operation : document.operations()) {
            Stream.concat(
                            operation.parameters().stream(),
                            operation.responses().stream().flatMap(response -> response.headers().stream()))
                    .filter(parameter -> holdsSecret(document, parameter))
                    .forEach(parameter -> names.add(parameter.name()));
            operation.security().stream()
                    .flatMap(List::stream)
                    .map(SecurityScheme::parameterName)
                    .flatMap(Stream::ofNullable)
                    .forEach(names::add);
        }
        return names;
    }

    private boolean isSecret(Parameter parameter) {
        return holdsSecret(document, parameter);
    }

    /** Whether any part of the value is one: lists and objects are written as one text. */
    private static boolean holdsSecret(OpenApiDocument document, Parameter parameter) {
        SchemaRef schema = parameter.schema();
        Content content = parameter.content();
        return Stream.concat(
                        Stream.ofNullable(schema),
                        Stream.ofNullable(content).map(Content::schema).flatMap(Stream::ofNullable))
                .anyMatch(one -> new Shape(document, one).holdsSecret());
    }

    /** What stands after the name of a secret, as in {@code name=value}, {@code name: value} or {@code "name": "value"}. */
    private static Pattern named(Set<String> names) {
        return names.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(
                        names.stream()
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining(
                                                "|", "((?<![\\w-])(?:", ")[\"']?\\s*[=:]\\s*[\"']?)"))
                                + "[^\\s\"'&;,}()]+",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
