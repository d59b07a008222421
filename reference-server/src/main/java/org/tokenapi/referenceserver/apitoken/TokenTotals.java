package org.tokenapi.referenceserver.apitoken;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The number of API tokens of each tenant, stored because counting takes longer the more tokens there are. Code that
 * adds or deletes tokens reports it here in the same transaction. A token that is written to the database directly is
 * found by searches at once, but counted only after the next purge. Safe for use by several threads.
 */
@Component
public final class TokenTotals {
    private final JdbcClient jdbc;

    TokenTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of tokens of the tenant. */
    long of(String tenant) {
        return jdbc.sql("select coalesce(sum(tokens), 0) from api_token_total where tenant = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    /**
     * Adds to the number; a negative count subtracts. It inserts a row of its own, so that a long import blocks no
     * other writer.
     */
    public void add(String tenant, long tokens) {
        jdbc.sql("insert into api_token_total (tenant, id, tokens) values (?, ?, ?)")
                .params(tenant, UUID.randomUUID().toString(), tokens)
                .update();
    }

    /**
     * Counts all tokens and replaces all rows by one. An import that is not yet committed is not counted, and adds its
     * own row later. If two counts run at once, one of them fails and is repeated.
     */
    void recount(String tenant) {
        jdbc.sql("delete from api_token_total where tenant = ?").param(tenant).update();
        jdbc.sql("insert into api_token_total (tenant, id, tokens) select tenant, ?, count(*) from api_token"
                        + " where tenant = ? group by tenant")
                .params(UUID.randomUUID().toString(), tenant)
                .update();
    }
}
