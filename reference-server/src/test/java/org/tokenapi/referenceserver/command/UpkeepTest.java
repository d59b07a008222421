package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import tools.jackson.databind.json.JsonMapper;

/** Commands next to a running server. */
final class UpkeepTest extends EachDatabase {
    private static final String OLD = "select count(*) from api_token where expiration_date < ";

    @TempDir
    private Path directory;

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void accessTokenWorksAndItsSubjectIsInTheAudit() {
        CommandRun issued = command("issue-access-token", "--tenant", TENANT, "--subject", "jdoe", "--minutes", "5");

        assertThat(issued.exitCode()).as(issued.err()).isZero();
        assertThat(server.call("POST", TOKENS + NIGHTLY + "?action=regenerate")
                        .header("Authorization", "Bearer " + issued.out().strip())
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(audit())
                .containsExactly("command:issue-access-token issue access_token", "jdoe regenerate api_token");
    }

    @Test
    void accessTokenOfCloudDirectorAllowsNoMore() {
        String token = command("issue-access-token", "--tenant", TENANT, "--scope", "cloud-token-management")
                .out()
                .strip();

        assertThat(server.search("{}")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void noAccessTokenIsIssuedInPlaceOfAnExternalIssuer() {
        CommandRun refused = command(
                "issue-access-token", "--tenant", TENANT, "--token-api.external-issuer=https://login.example.com");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("external-issuer");
        assertThat(audit()).isEmpty();
    }

    @Test
    void tokensThatExpiredLongAgoArePurged() {
        long before = count("select count(*) from api_token");
        long moment = System.currentTimeMillis() - 10 * 86_400_000L;
        long old = count(OLD + moment);

        CommandRun run = command("purge-expired", "--before", "10d");

        assertThat(old).isPositive();
        assertThat(run.out().lines()).containsExactly(TENANT + " " + old, "purged: " + old);
        assertThat(count("select count(*) from api_token")).isEqualTo(before - old);
        assertThat(count(OLD + moment)).isZero();
        assertThat(audit()).hasSize((int) old).containsOnly("command:purge-expired purge api_token");
    }

    @Test
    void totalIsThatOfTheTableAfterEveryChange() throws IOException {
        String token = "{\"kind\":\"api_token\",\"id\":\"t-%d\",\"token_display_name\":\"name\",\"api_token_ttl\":1,"
                + "\"access_token_ttl\":1,\"expiration_date\":\"2020-01-01T00:00:00Z\"}\n";
        long before = total();

        CommandRun imported = imports(token.formatted(1) + token.formatted(2));
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(total()).isEqualTo(before + 2);

        assertThat(imports(token.formatted(3) + token.formatted(1)).exitCode()).isEqualTo(1);
        assertThat(total()).isEqualTo(before + 2);

        assertThat(command("purge-expired", "--before", "2020-06-01").out()).contains("purged: 2");
        assertThat(total()).isEqualTo(before);
    }

    /** The total of a search for all tokens, which must equal the number of rows. */
    private long total() {
        long total = server.search("{}").send().json().get("totalCount").longValue();
        assertThat(total).isEqualTo(count("select count(*) from api_token"));
        return total;
    }

    private CommandRun imports(String lines) throws IOException {
        Path file = Files.writeString(directory.resolve("tokens.jsonl"), lines);
        return command("import", "--tenant", TENANT, file.toString());
    }

    @Test
    void dryRunPurgesNothing() {
        List<?> before = server.everything();

        CommandRun run = command("purge-expired", "--before", "10d", "--dry-run");

        assertThat(run.out()).contains("would be purged: ").doesNotContain("purged: 0");
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void otherTenantsArePurgedOfNothing() {
        List<?> before = server.everything();

        assertThat(command("purge-expired", "--before", "10d", "--tenant", "OTHER")
                        .out())
                .contains("purged: 0");
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void tokensThatExpireInTheFutureAreNotPurged() {
        List<?> before = server.everything();

        CommandRun run = command("purge-expired", "--before", "2099-01-01");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--before must be in the past");
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void auditIsATable() {
        server.patch("{\"token_display_name\":\"renamed\",\"token_description\":\"new\"}")
                .send();
        server.put(TestServer.REFRESH_TOKEN, "{\"id\":\"" + TestServer.REFRESH_TOKEN + "\",\"name\":\"renamed\"}")
                .send();

        List<String> lines = command("audit").out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("TIME ");
        assertThat(lines.get(1).split(" +"))
                .contains(TENANT, "administrator", "patch", "api_token", "token_display_name,token_description");
        assertThat(lines.get(2).split(" +")).contains("update", "cloud_token", TestServer.REFRESH_TOKEN, "name");
    }

    @Test
    void auditIsJson() {
        server.patch("{\"token_display_name\":\"renamed\"}").send();

        var line = new JsonMapper()
                .readTree(command("audit", "--json", "--id", NIGHTLY).out());

        assertThat(line.propertyNames())
                .containsExactly("time", "tenant", "who", "action", "kind", "id", "changed", "request");
        assertThat(line.get("who").stringValue()).isEqualTo("administrator");
        assertThat(line.get("changed").toString()).isEqualTo("[\"token_display_name\"]");
    }

    @Test
    void auditOfOtherThingsTenantsAndTimesIsEmpty() {
        server.patch("{\"token_display_name\":\"renamed\"}").send();

        assertThat(command("audit", "--json", "--id", "other").out()).isEmpty();
        assertThat(command("audit", "--json", "--tenant", "OTHER").out()).isEmpty();
        assertThat(command("audit", "--json", "--until", "1d").out()).isEmpty();
        assertThat(command("audit", "--json", "--since", "2099-01-01").out()).isEmpty();
        assertThat(command("audit", "--json", "--since", "1d", "--until", "2099-01-01")
                        .out())
                .isNotEmpty();
    }

    @Test
    void auditReportsThatOlderEntriesExist() {
        for (String name : List.of("first", "second", "third")) {
            server.patch("{\"token_display_name\":\"" + name + "\"}").send();
        }
        server.patch("{\"token_display_name\":\"fourth\",\"token_description\":\"new\"}")
                .send();

        CommandRun run = command("audit", "--json", "--limit", "2");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().toList().get(1)).contains("token_description");
        assertThat(run.err()).contains("There are older entries");
    }

    private CommandRun command(String... arguments) {
        return CommandRun.of(settings(), arguments);
    }

    private List<String> audit() {
        return server.jdbc()
                .sql("select who || ' ' || action || ' ' || kind from audit order by occurred_at, id")
                .query(String.class)
                .list();
    }

    private long count(String sql) {
        return server.jdbc().sql(sql).query(Long.class).single();
    }
}
