package org.tokenapi.referenceserver.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.apitoken.TokenTotals;
import org.tokenapi.referenceserver.audit.Kind;
import org.tokenapi.referenceserver.cloudtoken.RefreshTokens;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills a new database from {@code sample/customer.json}, whole or not at all, unless the settings say otherwise. Nobody
 * knows the secrets of the sample: they are made here, hashed, and forgotten. That of one refresh token is not, because no
 * operation makes a new one.
 */
@Component
final class SampleData implements SmartInitializingSingleton {
    private static final String HASH = "secret_sha256";

    private final TokenApiProperties properties;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Clock clock;
    private final RefreshTokens refreshTokens;
    private final TokenTotals totals;
    private volatile @Nullable Secret refreshToken;

    SampleData(
            TokenApiProperties properties,
            JdbcClient jdbc,
            JsonMapper json,
            Transactions transactions,
            SecureRandom random,
            Clock clock,
            RefreshTokens refreshTokens,
            TokenTotals totals) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
        this.refreshTokens = refreshTokens;
        this.totals = totals;
    }

    /** The secret of the refresh token, in the start that made it; null in any other. */
    @Nullable
    Secret refreshToken() {
        return refreshToken;
    }

    /** Before the server takes its first request. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!properties.sampleData()) {
            return;
        }
        JsonNode sample;
        try (InputStream stream = new ClassPathResource("sample/customer.json").getInputStream()) {
            sample = json.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        transactions.write(() -> {
            if (isNew(sample)) {
                fill(sample);
                refreshToken = refreshTokens.issue(
                        sample.get("tenant").stringValue(),
                        sample.get("refreshToken").stringValue());
            }
            return true;
        });
    }

    private boolean isNew(JsonNode sample) {
        for (JsonNode table : sample.get("tables")) {
            String name = table.get("name").stringValue();
            if (jdbc.sql("select count(*) from " + name).query(Long.class).single() > 0) {
                return false;
            }
        }
        return true;
    }

    private void fill(JsonNode sample) {
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        String tenant = sample.get("tenant").stringValue();
        for (JsonNode table : sample.get("tables")) {
            String name = table.get("name").stringValue();
            boolean secrets = table.get("secrets").booleanValue();
            int inserted = 0;
            for (JsonNode row : table.get("rows")) {
                Map<String, @Nullable Object> columns = new LinkedHashMap<>();
                columns.put("tenant", tenant);
                if (secrets) {
                    columns.put(HASH, Secret.generate("", random).sha256());
                }
                row.properties().forEach(column -> columns.put(column.getKey(), value(column.getValue(), now)));
                inserted += insert(name, columns);
            }
            if (name.equals(Kind.API_TOKEN.toString())) {
                totals.add(tenant, inserted);
            }
        }
    }

    private int insert(String table, Map<String, @Nullable Object> columns) {
        String names = String.join(", ", columns.keySet());
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        JdbcClient.StatementSpec insert = jdbc.sql("insert into " + table + " (" + names + ") values (" + marks + ")"
                // Of several first starts at once, one fills the database.
                + " on conflict do nothing");
        columns.values().forEach(insert::param);
        return insert.update();
    }

    /** A number of minutes stands for a date: so long after the first start, or before it. */
    private static @Nullable Object value(JsonNode value, Instant now) {
        if (value.has("minutes")) {
            return now.plusSeconds(value.get("minutes").longValue() * 60).toEpochMilli();
        }
        if (value.isContainer()) {
            return value.toString();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? (Object) value.longValue() : value.stringValue();
    }
}
