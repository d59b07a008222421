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

/** Brings JSON LineReader into the database: all of them, in one transaction, or none. */
public final class Importer {
    /** At most so many rows are sent to the database at once, and are in memory. */
    private static final int BATCH = 1000;

    /** So many characters of lines are too, and those of one line more. */
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
     * Imports.
     *
     * @param tenant that of the lines, where they need not name it and may not name another; null when each names its own
     * @param secrets where the secrets go that are made; null to forget them
     * @param progress is told how many lines were read
     * @return how many rows of each kind there are more than before
     * @throws InvalidLinesException when anything is wrong with any line; nothing is imported then
     * @throws UnknownOutcomeException when all is imported or nothing, and nobody knows which; the file of secrets stays
     */
    public Map<ResourceKind, Long> run(
            InputStream input, @Nullable String tenant, @Nullable SecretFile secrets, LongConsumer progress) {
        try {
            return transactions.writeOnce(() -> {
                Map<ResourceKind, Long> imported =
                        new Run(tenant, secrets, audit::write).all(new LineReader(input), progress);
                if (secrets != null) {
                    // Before the commit: secrets of nothing can be deleted, secrets that are lost can't be found.
                    secrets.publish();
                }
                return imported;
            });
        } catch (UnknownOutcomeException maybeImported) {
            // Should the rows be there, this is the only copy of their secrets.
            throw maybeImported;
        } catch (RuntimeException failure) {
            if (secrets != null) {
                secrets.withdraw();
            }
            throw failure;
        }
    }

    /**
     * Imports lines that come with the server, in the transaction of the caller and without entries in the audit.
     *
     * @param tenant the tenant of the lines
     */
    public void load(InputStream input, String tenant) {
        new Run(tenant, null, changes -> {}).all(new LineReader(input), line -> {});
    }

    /** Whether there is nothing of what an import can bring. */
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

        /** A batch is of one kind, so that rows come into the tables in the order of the lines. */
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
                bad.add(row.line(), "directory_id", "must be a directory of the tenant, or of a line before");
            }
            return has;
        }

        /** The database has told that something of the row is there, and not what. */
        private void refuse(ImportRow row) {
            if (exists(row.table(), row.tenant(), row.id())) {
                bad.add(row.line(), "id", "must be new; the tenant, or a line before, has it already");
            } else if (row.table() == Table.SYNC_CLIENT) {
                bad.add(row.line(), "client_id", "must be new; another sync client of the tenant has it already");
            } else {
                bad.add(row.line(), Column.SECRET_HASH, "must be new; another token of the tenant has it already");
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
