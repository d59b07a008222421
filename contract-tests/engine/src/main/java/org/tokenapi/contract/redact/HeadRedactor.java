package org.tokenapi.contract.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.FormEncoding;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Shape;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SchemaRef;

/**
 * Redacts the secrets of paths, queries and headers. CallerCredentials and cookies are always redacted, and so are the
 * values of headers and query parameters that neither the document nor HTTP defines. Thread-safe.
 */
final class HeadRedactor {
    private static final Set<String> CREDENTIALS =
            ignoringCase("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie");

    /** Authentication schemes; the scheme is the part of an Authorization header that is shown. */
    private static final Set<String> AUTHENTICATION = ignoringCase("Basic", "Bearer", "Digest", "DPoP", "Negotiate");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Common headers whose values are not secret. */
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

    private final OpenApiDocument document;
    private final KnownSecrets secrets;
    private final Predicate<Parameter> isSecret;

    /** @param isSecret tells whether the value of a parameter or header contains a secret */
    HeadRedactor(OpenApiDocument document, KnownSecrets secrets, Predicate<Parameter> isSecret) {
        this.document = document;
        this.secrets = secrets;
        this.isSecret = isSecret;
    }

    String target(Request request, List<Route> routes, List<Parameter> declared) {
        String query = request.query();
        return path(request, routes) + (query.isEmpty() ? "" : "?" + query(query, declared));
    }

    private String path(Request request, List<Route> routes) {
        for (Route route : routes) {
            Map<String, String> values = new LinkedHashMap<>(route.pathValues());
            values.replaceAll((name, value) -> {
                boolean secret = route.operation().parameters().stream()
                        .anyMatch(one -> one.in() == In.PATH && one.name().equals(name) && isSecret.test(one));
                return secret ? secrets.redact(value) : value;
            });
            if (!values.equals(route.pathValues())) {
                String expanded = route.operation().path().expand(values);
                return secrets.clean(expanded.replace(
                        URLEncoder.encode(Finding.REDACTED, StandardCharsets.UTF_8), Finding.REDACTED));
            }
        }
        return secrets.clean(request.path());
    }

    private String query(String query, List<Parameter> declared) {
        return Arrays.stream(query.split("&"))
                .map(field -> {
                    int equals = field.indexOf('=');
                    String name = equals < 0 ? field : field.substring(0, equals);
                    String value = equals < 0 ? "" : field.substring(equals + 1);
                    if (isShown(FormEncoding.decode(name), declared)) {
                        return secrets.clean(field);
                    }
                    // A field without a value is redacted as a whole: its name may be the secret.
                    return equals < 0
                            ? secrets.redact(field)
                            : secrets.clean(name) + "="
                                    + (value.isEmpty() ? "" : secrets.redact(FormEncoding.decode(value)));
                })
                .collect(Collectors.joining("&"));
    }

    private boolean isShown(String field, List<Parameter> declared) {
        List<Parameter> meant = declared.stream()
                .filter(one -> one.in() == In.QUERY && isFieldOf(one, field))
                .toList();
        return !meant.isEmpty() && meant.stream().noneMatch(isSecret) && !secrets.hasName(field);
    }

    /** Whether a field of the query belongs to a parameter; an object has several fields. */
    private boolean isFieldOf(Parameter parameter, String field) {
        SchemaRef schema = parameter.schema();
        return field.equals(parameter.name())
                || field.startsWith(parameter.name() + "[")
                || schema != null
                        && parameter.explode()
                        && new Shape(document, schema).property(field).isKnown();
    }

    Headers headers(Headers headers, List<Parameter> declared, boolean isRequest) {
        Map<String, List<String>> redacted = new LinkedHashMap<>();
        for (String name : headers.names()) {
            List<Parameter> meant = declared.stream()
                    .filter(one -> one.in() == In.HEADER && one.name().equalsIgnoreCase(name))
                    .toList();
            boolean secret = secrets.hasName(name) || meant.stream().anyMatch(isSecret);
            boolean harmless = !secret && (HARMLESS.contains(name) || !meant.isEmpty());
            List<String> values = new ArrayList<>();
            for (String value : headers.all(name)) {
                if (value.isBlank()) {
                    values.add(value);
                } else if (CREDENTIALS.contains(name)) {
                    values.add(credentials(name, value));
                } else if (harmless) {
                    values.add(Excerpts.shortened(secrets.line(value)));
                } else {
                    // The value of an unknown response header, for example a request id, is redacted here and not
                    // elsewhere.
                    values.add(secret || isRequest ? secrets.redact(value) : Finding.REDACTED);
                }
            }
            redacted.put(name, values);
        }
        return Headers.of(redacted);
    }

    private String credentials(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).endsWith("cookie")) {
            for (String pair : value.split(";")) {
                secrets.redact(pair.substring(pair.indexOf('=') + 1).trim());
            }
            return Finding.REDACTED;
        }
        String[] parts = value.trim().split(" +", 2);
        String secret = parts[parts.length - 1];
        secrets.redact(value);
        secrets.redact(secret);
        QUOTED.matcher(secret).results().forEach(part -> secrets.redact(part.group(1)));
        if (parts[0].equalsIgnoreCase("Basic")) {
            userAndPassword(secret).ifPresent(text -> {
                secrets.redact(text);
                secrets.redact(text.substring(text.indexOf(':') + 1));
            });
        }
        boolean scheme = parts.length == 2 && AUTHENTICATION.contains(parts[0]);
        return scheme ? parts[0] + " " + Finding.REDACTED : Finding.REDACTED;
    }

    private static Optional<String> userAndPassword(String credentials) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
