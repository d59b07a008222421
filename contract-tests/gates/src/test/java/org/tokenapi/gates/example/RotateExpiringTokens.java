package org.tokenapi.gates.example;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tokenapi.client.ApiTokens;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.Search;
import org.tokenapi.client.Secret;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.TokenApiException;
import org.tokenapi.client.generated.model.ApiTokenSummary;

/**
 * A program that regenerates the API tokens that expire soon, and stores each new secret in a file of its own. It
 * prints ids, and never a secret. Exit codes: 0 success, 1 at least one failure, 2 wrong arguments.
 */
final class RotateExpiringTokens {
    private static final String USAGE =
            "usage: RotateExpiringTokens <base-uri> <tenant> <days> <new-directory>, and the access token in ACCESS_TOKEN";

    private final TokenApiClient client;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    private RotateExpiringTokens(TokenApiClient client, Clock clock, PrintStream out, PrintStream err) {
        this.client = client;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.getenv(), Clock.systemUTC(), System.out, System.err));
    }

    static int run(List<String> args, Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        String accessToken = environment.getOrDefault("ACCESS_TOKEN", "");
        if (args.size() != 4 || !args.get(2).matches("\\d{1,4}") || accessToken.isEmpty()) {
            err.println(USAGE);
            return 2;
        }
        TokenApiClient.Builder builder;
        try {
            builder = TokenApiClient.builder()
                    .baseUri(URI.create(args.get(0)))
                    .credentials(Credentials.bearer(accessToken))
                    .userAgent("rotate-expiring-tokens/1.0");
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        }
        try (TokenApiClient client = builder.build()) {
            Duration soon = Duration.ofDays(Long.parseLong(args.get(2)));
            return new RotateExpiringTokens(client, clock, out, err).rotate(args.get(1), soon, Path.of(args.get(3)));
        }
    }

    private int rotate(String tenant, Duration soon, Path directory) {
        ApiTokens tokens = client.apiTokens(tenant);
        List<String> ids;
        try {
            Search expiring = Search.where("token_status")
                    .equalTo("ACTIVE")
                    .and("expiration_date")
                    .lessThan(clock.instant().plus(soon).toString());
            // All pages are read first, because a regenerated token leaves the result and the later pages would shift.
            ids = tokens.search(expiring).stream().map(ApiTokenSummary::getId).toList();
            Files.createDirectory(directory);
        } catch (TokenApiException e) {
            err.println(e.getMessage());
            return 1;
        } catch (FileAlreadyExistsException e) {
            err.println(directory + " already exists; secrets are not overwritten");
            return 2;
        } catch (IOException e) {
            err.println("can't create " + directory);
            return 2;
        }
        int failed = 0;
        for (String id : ids) {
            failed += rotate(tokens, id, directory) ? 0 : 1;
        }
        return failed == 0 ? 0 : 1;
    }

    /**
     * On POSIX file systems, only the owner can read the file from its creation on; on others, it inherits permissions.
     */
    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private boolean rotate(ApiTokens tokens, String id, Path directory) {
        try {
            Secret renewed = tokens.regenerate(id).getToken();
            Path file = directory.resolve(URLEncoder.encode(id, StandardCharsets.UTF_8));
            // On a real machine: a secret store.
            Files.createFile(file, ownerOnly(file));
            Files.writeString(file, renewed.reveal());
            out.println("regenerated " + id);
            return true;
        } catch (TokenApiException e) {
            // The message contains no secret. It says whether the old secret may have been replaced.
            err.println((e.outcomeUnknown() ? "unknown " : "failed ") + id + ": " + e.getMessage());
            return false;
        } catch (IOException e) {
            err.println("lost " + id + ": can't write its new secret; regenerate it again");
            return false;
        }
    }
}
