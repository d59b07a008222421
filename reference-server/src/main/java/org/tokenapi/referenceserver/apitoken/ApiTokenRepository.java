package org.tokenapi.referenceserver.apitoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.SecretValue;

/** The table of API tokens. Callers open the transaction. */
@Component
final class ApiTokenRepository {
    /** The status of a token at a time; takes the time as a parameter. */
    private static final String STATUS =
            " case when expiration_date <= ? then 'EXPIRED' else stored_status end as token_status";

    /** The tokens of a tenant with their current status; takes the time and the tenant as parameters. */
    private static final String TOKENS = "(select api_token.*," + STATUS + " from api_token where tenant = ?) token";

    private final JdbcClient jdbc;
    private final TokenTotals totals;

    ApiTokenRepository(JdbcClient jdbc, TokenTotals totals) {
        this.jdbc = jdbc;
        this.totals = totals;
    }

    Optional<ApiTokenRow> find(String tenant, String id, Instant now) {
        return jdbc.sql("select * from " + TOKENS + " where id = ?")
                .params(now.toEpochMilli(), tenant, id)
                .query(ApiTokenRepository::row)
                .optional();
    }

    Optional<ApiTokenRow> findBySecret(String tenant, SecretValue secret, Instant now) {
        return jdbc.sql("select * from " + TOKENS + " where secret_sha256 = ?")
                .params(now.toEpochMilli(), tenant, secret.sha256())
                .query(ApiTokenRepository::row)
                .optional();
    }

    /**
     * Counts a use of a token whose uses are limited.
     *
     * @return false if no use is left, or the token has another secret by now
     */
    boolean use(String tenant, String id, SecretValue secret) {
        return jdbc.sql("""
                        update api_token set use_count = use_count + 1
                        where tenant = ? and id = ? and secret_sha256 = ? and use_count < max_count_of_uses""").params(tenant, id, secret.sha256()).update() == 1;
    }

    /** Stores the time of an access, unless an access after {@code unlessAfter} is stored. */
    void accessed(String tenant, String id, Instant now, Instant unlessAfter) {
        jdbc.sql("""
                        update api_token set last_access_time = ?
                        where tenant = ? and id = ? and (last_access_time is null or last_access_time <= ?)""")
                .params(now.toEpochMilli(), tenant, id, unlessAfter.toEpochMilli())
                .update();
    }

    long count(String tenant, TokenSearch search, Instant now) {
        if (search.isForAll()) {
            return totals.of(tenant);
        }
        List<Object> parameters = new ArrayList<>(List.of(now.toEpochMilli(), tenant));
        return jdbc.sql("select count(*) from " + TOKENS + where(search, parameters, now, true))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    List<ApiTokenRow> page(String tenant, TokenSearch search, Instant now) {
        List<Object> parameters = new ArrayList<>(List.of(now.toEpochMilli(), tenant));
        String where = where(search, parameters, now, search.isByExpiration());
        parameters.add(search.pageSize());
        parameters.add(search.offset());
        return jdbc.sql("select * from " + TOKENS + where + " order by " + search.order() + " limit ? offset ?")
                .params(parameters)
                .query(ApiTokenRepository::row)
                .list();
    }

    /**
     * Gives an existing token a new secret, a new lifetime and all of its uses. An expired token becomes active. Any
     * other status, for example a lock, stays.
     */
    ApiTokenRow replaceSecret(String tenant, String id, SecretValue secret, Instant expires, Instant now) {
        return jdbc.sql("""
                        update api_token set secret_sha256 = ?, token_suffix = ?, expiration_date = ?, modified_date = ?,
                        use_count = 0,
                        stored_status = case when stored_status = 'EXPIRED' then 'ACTIVE' else stored_status end
                        where tenant = ? and id = ? returning *,""" + STATUS)
                .params(
                        secret.sha256(),
                        secret.suffix(),
                        expires.toEpochMilli(),
                        now.toEpochMilli(),
                        tenant,
                        id,
                        now.toEpochMilli())
                .query(ApiTokenRepository::row)
                .single();
    }

    /** Changes an existing token; null keeps a value. */
    ApiTokenRow change(
            String tenant,
            String id,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable Long accessTokenTtl,
            @Nullable Integer maxCountOfUses,
            Instant now) {
        return jdbc.sql("""
                        update api_token set token_display_name = coalesce(?, token_display_name),
                        token_description = coalesce(?, token_description),
                        access_token_ttl = coalesce(?, access_token_ttl),
                        max_count_of_uses = coalesce(?, max_count_of_uses), modified_date = ?
                        where tenant = ? and id = ? returning *,""" + STATUS)
                .param(displayName)
                .param(description)
                .param(accessTokenTtl)
                .param(maxCountOfUses)
                .param(now.toEpochMilli())
                .param(tenant)
                .param(id)
                .param(now.toEpochMilli())
                .query(ApiTokenRepository::row)
                .single();
    }

    /** The tenants that have tokens, in alphabetical order. */
    List<String> tenants() {
        return jdbc.sql("select distinct tenant from api_token order by tenant")
                .query(String.class)
                .list();
    }

    long countExpired(String tenant, Instant before) {
        return jdbc.sql("select count(*) from api_token where tenant = ? and " + Expiration.ASCENDING + " < ?")
                .params(tenant, before.toEpochMilli())
                .query(Long.class)
                .single();
    }

    /**
     * The identifiers of the tokens that expired before this time, earliest first. The statement follows an index, so
     * it stops at the limit.
     */
    List<String> expired(String tenant, Instant before, int limit) {
        return jdbc.sql("select id from api_token where tenant = ? and " + Expiration.ASCENDING + " < ? order by "
                        + Expiration.ASCENDING + ", id limit ?")
                .params(tenant, before.toEpochMilli(), limit)
                .query(String.class)
                .list();
    }

    void delete(String tenant, List<String> ids) {
        int deleted = jdbc.sql("delete from api_token where tenant = :tenant and id in (:ids)")
                .param("tenant", tenant)
                .param("ids", ids)
                .update();
        totals.add(tenant, -deleted);
    }

    private static String where(TokenSearch search, List<Object> parameters, Instant now, boolean byExpiration) {
        String condition = search.condition(parameters, now, byExpiration);
        return condition.isEmpty() ? "" : " where " + condition;
    }

    private static ApiTokenRow row(ResultSet row, int number) throws SQLException {
        return new ApiTokenRow(row);
    }
}
