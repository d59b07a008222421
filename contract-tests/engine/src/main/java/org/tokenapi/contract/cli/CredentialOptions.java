package org.tokenapi.contract.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.CallerCredentials;
import org.tokenapi.contract.spec.OpenApiDocument;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for credentials and other headers of requests. */
final class CredentialOptions {
    @Option(
            names = "--bearer",
            paramLabel = "TOKEN",
            description =
                    "The bearer token, also for OAuth 2.0 and OpenID Connect; env:NAME or file:PATH to read it from "
                            + "an environment variable or a file.")
    private @Nullable String bearer;

    @Option(
            names = "--basic",
            paramLabel = "USER:PASSWORD",
            description = "The user and password for HTTP Basic; or env:NAME or file:PATH.")
    private @Nullable String basic;

    @Option(
            names = "--api-key",
            paramLabel = "NAME=VALUE",
            description =
                    "An API key, by the name of its header, query parameter, cookie or security scheme; the value can "
                            + "be env:NAME or file:PATH. Repeatable.")
    private List<String> apiKeys = List.of();

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header to send with every request; the value can be env:NAME or file:PATH. Repeatable.")
    private List<String> headers = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * What requests present for the security schemes of a document.
     *
     * @throws ParameterException if an option is malformed, or no scheme takes an API key; the message has no secret
     */
    CallerCredentials of(OpenApiDocument document) {
        CallerCredentials credentials = CallerCredentials.none();
        if (bearer != null) {
            credentials = credentials.bearer(token(bearer));
        }
        if (basic != null) {
            credentials = credentials.basic(login(basic));
        }
        for (String key : apiKeys) {
            String name = name(key, '=', "--api-key must be NAME=VALUE");
            String value = checked(secret("--api-key " + name, key.substring(name.length() + 1)));
            if (isUnused(CallerCredentials.none().apiKey(name, value), document)) {
                throw invalid("--api-key: no operation of the document uses an API key \"" + name + "\"");
            }
            credentials = credentials.apiKey(name, value);
        }
        return credentials;
    }

    /**
     * The headers to send with every request. A token or password that no security scheme takes is among them.
     *
     * @throws ParameterException if an option is malformed; the message has no secret
     */
    Map<String, String> headers(OpenApiDocument document) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String header : headers) {
            String name = name(header, ':', "--header must be 'NAME: VALUE'");
            String value = header.substring(name.length() + 1).trim();
            if (!name.trim().matches("[\\w!#$%&'*+.^`|~-]+")) {
                throw notAllowed();
            }
            all.put(name.trim(), value.isEmpty() ? value : checked(secret("--header " + name.trim(), value)));
        }
        if (bearer != null && isUnused(CallerCredentials.none().bearer(token(bearer)), document)) {
            all.put("Authorization", "Bearer " + token(bearer));
        }
        if (basic != null && isUnused(CallerCredentials.none().basic(login(basic)), document)) {
            byte[] login = login(basic).getBytes(StandardCharsets.UTF_8);
            all.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return all;
    }

    private static boolean isUnused(CallerCredentials credentials, OpenApiDocument document) {
        return document.operations().stream()
                .flatMap(operation -> operation.security().stream())
                .flatMap(List::stream)
                .noneMatch(scheme -> !scheme.type().equals("mutualTLS")
                        && credentials.of(scheme).isPresent());
    }

    private String token(String given) {
        return checked(secret("--bearer", given));
    }

    private String login(String given) {
        String login = secret("--basic", given);
        if (login.indexOf(':') < 0) {
            throw invalid("--basic must be USER:PASSWORD");
        }
        return login;
    }

    /** The part of an option before a separator. */
    private String name(String option, char separator, String otherwise) {
        int end = option.indexOf(separator);
        if (end < 1) {
            throw invalid(otherwise);
        }
        return option.substring(0, end);
    }

    private String secret(String option, String given) {
        return GivenSecret.resolve(spec.commandLine(), option, given);
    }

    /** Checked here, because the message of the HTTP client repeats the value, which may be a secret. */
    private String checked(String value) {
        if (!value.matches("[\\t\\x20-\\x7e\\xa0-\\xff]*")) {
            throw notAllowed();
        }
        return value;
    }

    private ParameterException notAllowed() {
        return invalid("a header contains a character that HTTP does not allow, for example a line break");
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
