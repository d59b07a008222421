package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * API tokens that are changed through a server, and a record of the changes that it acknowledged. One thread at a time
 * changes a token, so at most one of its changes lacks a response. A stored token must equal the last response or
 * include all of that one change.
 */
final class Ledger {
    private static final Duration LIFE = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();
    private final List<Account> accounts = new ArrayList<>();

    /** Inserts tokens, each with a known secret. */
    Ledger(JdbcClient jdbc, int tokens) {
        this.jdbc = jdbc;
        SecureRandom random = new SecureRandom();
        long now = System.currentTimeMillis();
        for (int i = 0; i < tokens; i++) {
            SecretValue secret = SecretValue.generate("vidb_", random);
            Account account = new Account(
                    "ledger-" + i,
                    secret.reveal(),
                    new State(secret.sha256(), secret.suffix(), now + LIFE.toMillis(), now, "made", "made", 1));
            account.insert();
            accounts.add(account);
        }
    }

    /** Sends JSON to a server, with an access token for the tenant. */
    interface Sender {
        HttpResponse<String> send(String method, String path, String contentType, String body)
                throws IOException, InterruptedException;
    }

    Account account(int index) {
        return accounts.get(index);
    }

    /** Compares all stored tokens with the record, and continues from what is stored. No change may be in progress. */
    void settle() {
        Map<String, State> stored = stored();
        accounts.forEach(account -> account.settle(stored.get(account.id)));
        Set<String> valid = stored.values().stream().map(State::sha256).collect(Collectors.toSet());
        for (Account account : accounts) {
            assertThat(account.replaced)
                    .noneMatch(secret -> valid.contains(SecretValue.of(secret).sha256()));
        }
    }

    /** The valid secrets that the server has returned. */
    List<String> secrets() {
        return accounts.stream()
                .filter(account -> account.secret != null)
                .map(account -> account.secret)
                .toList();
    }

    /** The previous secret of each token. */
    List<String> replaced() {
        return accounts.stream()
                .filter(account -> !account.replaced.isEmpty())
                .map(account -> account.replaced.get(0))
                .toList();
    }

    private Map<String, State> stored() {
        Map<String, State> states = jdbc
                .sql("select * from api_token where id like 'ledger-%'")
                .query((row, number) -> Map.entry(
                        row.getString("id"),
                        new State(
                                row.getString("secret_sha256"),
                                row.getString("token_suffix"),
                                row.getLong("expiration_date"),
                                row.getLong("modified_date"),
                                row.getString("token_display_name"),
                                row.getString("token_description"),
                                row.getLong("access_token_ttl"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(states).hasSize(accounts.size());
        return states;
    }

    /** The columns that changes affect: regenerating affects the first four, a patch the fourth and the last three. */
    private record State(
            String sha256,
            String suffix,
            long expires,
            long modified,
            String name,
            String description,
            long accessTokenTtl) {}

    /** One token. */
    final class Account {
        private final String id;
        private final List<String> replaced = new ArrayList<>();
        private @Nullable String secret;
        private State known;
        private int changes;
        private boolean isUnderWay;

        private Account(String id, String secret, State known) {
            this.id = id;
            this.secret = secret;
            this.known = known;
        }

        /** Regenerates and patches in turn. A successful response is recorded, and must match the change. */
        HttpResponse<String> change(Sender server) throws IOException, InterruptedException {
            assertThat(isUnderWay)
                    .as("a change of " + id + " without an response")
                    .isFalse();
            changes++;
            isUnderWay = true;
            String path = TestServer.TOKENS + id;
            HttpResponse<String> response = regenerates()
                    ? server.send("POST", path + "?action=regenerate", TestServer.TRIGGER, "{}")
                    : server.send(
                            "PATCH",
                            path,
                            TestServer.PATCH,
                            "{\"token_display_name\":\"" + text() + "\",\"token_description\":\"" + text()
                                    + "\",\"access_token_ttl\":" + ttl() + "}");
            if (response.statusCode() == 200) {
                note(json.readTree(response.body()));
            }
            return response;
        }

        private void note(JsonNode response) {
            String made = regenerates() ? response.get("token").asString() : null;
            State next = new State(
                    made == null ? known.sha256() : SecretValue.of(made).sha256(),
                    response.get("token_suffix").asString(),
                    millis(response, "expiration_date"),
                    millis(response, "modified_date"),
                    response.get("token_display_name").asString(),
                    response.get("token_description").asString(),
                    response.get("access_token_ttl").longValue());
            assertThat(isAfterChange(next))
                    .as("after " + known + " came " + next)
                    .isTrue();
            turnTo(next, made);
        }

        private void settle(State stored) {
            if (!stored.equals(known)) {
                assertThat(isUnderWay && isAfterChange(stored))
                        .as(id + ", acknowledged as " + known + (isUnderWay ? ", change under way" : "")
                                + ", is stored as " + stored)
                        .isTrue();
                turnTo(stored, null);
            }
            isUnderWay = false;
        }

        private void turnTo(State next, @Nullable String made) {
            if (regenerates()) {
                if (secret != null) {
                    replaced.add(0, secret);
                }
                secret = made;
            }
            known = next;
            isUnderWay = false;
        }

        /** Whether the last change, and nothing else, leads to this state. */
        private boolean isAfterChange(State next) {
            if (next.modified() < known.modified()) {
                return false;
            }
            if (regenerates()) {
                return next.name().equals(known.name())
                        && next.description().equals(known.description())
                        && next.accessTokenTtl() == known.accessTokenTtl()
                        && !next.sha256().equals(known.sha256())
                        && !next.suffix().equals(known.suffix())
                        && next.expires() == next.modified() + LIFE.toMillis();
            }
            return next.name().equals(text())
                    && next.description().equals(text())
                    && next.accessTokenTtl() == ttl()
                    && next.sha256().equals(known.sha256())
                    && next.suffix().equals(known.suffix())
                    && next.expires() == known.expires();
        }

        private boolean regenerates() {
            return changes % 2 == 1;
        }

        private String text() {
            return "change-" + changes;
        }

        private int ttl() {
            return changes + 1;
        }

        private void insert() {
            jdbc.sql("""
                            insert into api_token (tenant, id, secret_sha256, token_suffix, expiration_date, created_date,
                            modified_date, token_display_name, token_description, access_token_ttl, api_token_ttl,
                            stored_status) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE')""")
                    .params(
                            TestServer.TENANT,
                            id,
                            known.sha256(),
                            known.suffix(),
                            known.expires(),
                            known.modified(),
                            known.modified(),
                            known.name(),
                            known.description(),
                            known.accessTokenTtl(),
                            LIFE.toMinutes())
                    .update();
        }
    }

    private static long millis(JsonNode response, String name) {
        return Instant.parse(response.get(name).asString()).toEpochMilli();
    }
}
