package org.tokenapi.referenceserver.audit;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.tokenapi.referenceserver.web.LogContext;

/**
 * The table of changes. An entry is written in the transaction of its change, which the caller opens: either both are
 * stored or neither is. Safe for use by several threads.
 */
@Component
public final class AuditLog {
    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Clock clock;

    /** Distinguishes the entries of this process from those of others. */
    private final String process;

    private final AtomicLong entries = new AtomicLong();

    AuditLog(JdbcClient jdbc, JdbcOperations batches, Clock clock, SecureRandom random) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
        process = String.format("%016x", random.nextLong());
    }

    /**
     * Records a change by the caller who is signed in.
     *
     * @throws IllegalStateException if no caller is signed in
     */
    public void write(AuditedChange change) {
        write(List.of(change), caller());
    }

    /** Records several changes by the caller who is signed in. */
    public void write(List<AuditedChange> changes) {
        write(changes, caller());
    }

    /** Records a change by a caller who signs in with the changed resource itself. */
    public void write(AuditedChange change, String who) {
        write(List.of(change), who);
    }

    private void write(List<AuditedChange> changes, @Nullable String who) {
        long now = clock.millis();
        String request = MDC.get(LogContext.REQUEST_ID);
        batches.batchUpdate("""
                insert into audit (tenant, occurred_at, id, who, action, kind, thing_id, request_id, properties)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", changes, Math.max(changes.size(), 1), (insert, change) -> {
            insert.setString(1, change.tenant());
            insert.setLong(2, now);
            insert.setString(3, String.format("%016x-%s", entries.getAndIncrement(), process));
            insert.setObject(4, who, Types.VARCHAR);
            insert.setString(5, change.action().toString());
            insert.setString(6, change.kind().toString());
            insert.setString(7, change.id());
            insert.setObject(8, request, Types.VARCHAR);
            insert.setString(9, String.join(",", change.properties()));
        });
    }

    private static @Nullable String caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null) {
            throw new IllegalStateException("A change needs a caller who is signed in");
        }
        return caller.getName();
    }

    /** The tenants that have entries, in alphabetical order. */
    public List<String> tenants() {
        return jdbc.sql("select distinct tenant from audit order by tenant")
                .query(String.class)
                .list();
    }

    /**
     * The last entries of a tenant, oldest first.
     *
     * @param since the earliest time, inclusive; null for no limit
     * @param until the latest time, exclusive; null for no limit
     * @param id the identifier of a resource; null for all resources
     * @param limit the maximum number of entries
     */
    public List<AuditEntry> last(
            String tenant, @Nullable Instant since, @Nullable Instant until, @Nullable String id, int limit) {
        StringBuilder sql = new StringBuilder("select * from audit where tenant = ?");
        List<Object> parameters = new ArrayList<>(List.of(tenant));
        if (since != null) {
            sql.append(" and occurred_at >= ?");
            parameters.add(since.toEpochMilli());
        }
        if (until != null) {
            sql.append(" and occurred_at < ?");
            parameters.add(until.toEpochMilli());
        }
        if (id != null) {
            sql.append(" and thing_id = ?");
            parameters.add(id);
        }
        parameters.add(limit);
        List<AuditEntry> entries = new ArrayList<>(jdbc.sql(sql.append(" order by occurred_at desc, id desc limit ?")
                        .toString())
                .params(parameters)
                .query(AuditLog::entry)
                .list());
        Collections.reverse(entries);
        return entries;
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                Instant.ofEpochMilli(row.getLong("occurred_at")),
                row.getString("tenant"),
                row.getString("who"),
                row.getString("action"),
                row.getString("kind"),
                row.getString("thing_id"),
                row.getString("request_id"),
                List.of(StringUtils.commaDelimitedListToStringArray(
                        Objects.requireNonNull(row.getString("properties")))));
    }
}
