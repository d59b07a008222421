package org.tokenapi.referenceserver.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tokenapi.referenceserver.apitoken.TokenTotals;
import org.tokenapi.referenceserver.audit.AuditLog;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.schema.Column;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.storage.UnknownOutcomeException;

/** Imports JSON Lines into the database: all of them, in one transaction, or none. */
public final class Importer {
    /** The maximum number of rows in memory, which are sent to the database at once. */
    private static final int BATCH = 1000;

    /** The length of their lines, in characters, may exceed this by one line. */
    private static final int BATCH_LENGTH = 1 << 22;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Transactions transactions;
    private final AuditLog audit;
    private final TokenTotals totals;
    private final SecureRandom random;
    private final Clock clock;

    Importer(
            JdbcClient jdbc,
            JdbcOperations batches,
            Transactions transactions,
            AuditLog audit,
            TokenTotals totals,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
        this.audit = audit;
        this.totals = totals;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Imports lines.
     *
     * @param tenant the tenant of lines that name none, and the only one that lines may name; null if each line must
     *     name its tenant
     * @param secrets receives the generated secrets; null to discard them
     * @param progress receives the number of lines read
     * @return the number of new rows of each kind
     * @throws InvalidLinesException if any line is invalid; then nothing is imported
     * @throws UnknownOutcomeException if it is unknown whether all lines or none are imported; then the file of secrets
     *     is kept
     */
    public Map<ResourceKind, Long> run(
            InputStream input, @Nullable String tenant, @Nullable SecretFile secrets, LongConsumer progress) {
        try {
            return transactions.writeOnce(() -> {
                Map<ResourceKind, Long> imported =
                        new Run(tenant, secrets, audit::write).all(new LineReader(input), progress);
                if (secrets != null) {
                    // Before the commit, because secrets without rows can be deleted, but rows with lost secrets can't
                    // be repaired.
                    secrets.publish();
                }
                return imported;
            });
        } catch (UnknownOutcomeException maybeImported) {
            // If the rows were committed, this is the only copy of their secrets.
            throw maybeImported;
        } catch (RuntimeException failure) {
            if (secrets != null) {
                secrets.withdraw();
            }
            throw failure;
        }
    }

    /**
     * Imports lines that come with the server, in the transaction of the caller and without entries in the audit log.
     *
     * @param tenant the tenant of the lines
     */
    public void load(InputStream input, String tenant) {
        new Run(tenant, null, changes -> {}).all(new LineReader(input), line -> {});
    }

    /** Whether no table has a row that an import could have written. */
    public boolean isDatabaseEmpty() {
        return Arrays.stream(Table.values())
                .noneMatch(table -> jdbc.sql("select 1 from " + table.kind() + " limit 1")
                        .query(Integer.class)
                        .optional()
                        .isPresent());
    }

    private final class Run {
        private final InvalidLinesException bad = new InvalidLinesException();
        private final ImportRowReader reader;
        private final Map<ResourceKind, Long> imported = new EnumMap<>(ResourceKind.class);
        private final Map<String, Long> tokensOfTenants = new HashMap<>();
        private final List<ImportRow> waiting = new ArrayList<>();
        private final Consumer<List<AuditedChange>> changeLog;
        private long waitingLength;

        Run(@Nullable String tenant, @Nullable SecretFile secrets, Consumer<List<AuditedChange>> changeLog) {
            this.changeLog = changeLog;
            reader = new ImportRowReader(tenant, secrets, bad, random, clock.instant());
        }

        Map<ResourceKind, Long> all(LineReader lines, LongConsumer progress) {
            try {
                for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                    ImportRow row = reader.read(line);
                    if (row != null) {
                        take(row, Objects.requireNonNull(line.text()).length());
                    }
                    progress.accept(line.number());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            insert();
            if (bad.count() > 0) {
                throw bad;
            }
            tokensOfTenants.forEach(totals::add);
            return imported;
        }

        /** A batch is for one table, so that rows are inserted in the order of the lines. */
        private void take(ImportRow row, int length) {
            if (waiting.size() == BATCH
                    || waitingLength > BATCH_LENGTH
                    || (!waiting.isEmpty() && waiting.get(0).table() != row.table())) {
                insert();
            }
            waiting.add(row);
            waitingLength += length;
        }

        private void insert() {
            List<ImportRow> rows = new ArrayList<>(waiting);
            waiting.clear();
            waitingLength = 0;
            rows.removeIf(row -> row.table() == Table.SYNC_CLIENT && !hasDirectory(row));
            if (rows.isEmpty()) {
                return;
            }
            Table table = rows.get(0).table();
            int[] counts = batches.batchUpdate(table.insert(), rows, rows.size(), (insert, row) -> {
                insert.setString(1, row.tenant());
                int parameter = 2;
                for (Column<?> column : table.columns()) {
                    column.type().bind(insert, parameter++, row.value(column));
                }
            })[0];
            List<AuditedChange> changes = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    changes.add(rows.get(i).change());
                    if (table == Table.API_TOKEN) {
                        tokensOfTenants.merge(rows.get(i).tenant(), 1L, Long::sum);
                    }
                } else {
                    refuse(rows.get(i));
                }
            }
            if (!changes.isEmpty()) {
                changeLog.accept(changes);
                imported.merge(table.kind(), (long) changes.size(), Long::sum);
            }
        }

        private boolean hasDirectory(ImportRow row) {
            boolean has = exists(Table.DIRECTORY, row.tenant(), row.text("directory_id"));
            if (!has) {
                bad.add(row.line(), "directory_id", "must be a directory of the tenant, or of an earlier line");
            }
            return has;
        }

        /** The database reported a conflict, but not which one. */
        private void refuse(ImportRow row) {
            if (exists(row.table(), row.tenant(), row.id())) {
                bad.add(row.line(), "id", "must be new; the tenant or an earlier line already has it");
            } else if (row.table() == Table.SYNC_CLIENT) {
                bad.add(row.line(), "client_id", "must be new; another sync client of the tenant already has it");
            } else {
                bad.add(row.line(), Column.SECRET_HASH, "must be new; another token of the tenant already has it");
            }
        }

        private boolean exists(Table table, String tenant, String id) {
            return jdbc.sql("select count(*) from " + table.kind() + " where tenant = ? and id = ?")
                            .params(tenant, id)
                            .query(Long.class)
                            .single()
                    == 1;
        }
    }
}
