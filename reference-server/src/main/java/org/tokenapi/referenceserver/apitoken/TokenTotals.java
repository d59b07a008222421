package org.tokenapi.referenceserver.apitoken;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many API tokens each tenant has, kept beside the tokens: to count them takes the longer, the more there are. Whoever
 * adds tokens or deletes some tells it here, in the transaction of the change; a token that is written past this class is
 * found, and counted after the next purge. Safe for use by several threads.
 */
@Component
public final class TokenTotals {
    private final JdbcClient jdbc;

    TokenTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many tokens the tenant has. */
    long of(String tenant) {
        return jdbc.sql("select coalesce(sum(tokens), 0) from api_token_total where tenant = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    /**
     * Adds tokens, or takes some away where there are less than none. It is a row of its own, so that an import holds up
     * nobody, however long it takes.
     */
    public void add(String tenant, long tokens) {
        jdbc.sql("insert into api_token_total (tenant, id, tokens) values (?, ?, ?)")
                .params(tenant, UUID.randomUUID().toString(), tokens)
                .update();
    }

    /**
     * Counts anew, and makes one row of all that there are. An import that is under way is counted when it is there, with the
     * row that it adds. Of two counts at once, one is overtaken and has to run again.
     */
    void recount(String tenant) {
        jdbc.sql("delete from api_token_total where tenant = ?").param(tenant).update();
        jdbc.sql("insert into api_token_total (tenant, id, tokens) select tenant, ?, count(*) from api_token"
                        + " where tenant = ? group by tenant")
                .params(UUID.randomUUID().toString(), tenant)
                .update();
    }
}
