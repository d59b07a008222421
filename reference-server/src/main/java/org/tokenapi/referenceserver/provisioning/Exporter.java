package org.tokenapi.referenceserver.provisioning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tokenapi.referenceserver.schema.Column;
import org.tokenapi.referenceserver.storage.Transactions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Exports a snapshot of the database as JSON Lines, in a stable order. */
public final class Exporter {
    /** The number of rows that are fetched at once. */
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Exporter(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Exports the data, including the hashes of the secrets.
     *
     * @param tenant the tenant to export; null for all tenants
     * @param progress receives the number of lines written
     * @return the number of lines
     * @throws UncheckedIOException if a line can't be written
     */
    public long run(Writer out, @Nullable String tenant, LongConsumer progress) {
        return transactions.readOnce(() -> {
            Output lines = new Output(out, progress);
            for (String each : tenant == null ? tenants() : List.of(tenant)) {
                for (Table table : Table.values()) {
                    jdbc.sql(table.select()).param(each).withFetchSize(BATCH).query((RowCallbackHandler)
                            row -> lines.write(line(table, each, row)));
                }
            }
            return lines.count;
        });
    }

    private SortedSet<String> tenants() {
        SortedSet<String> tenants = new TreeSet<>();
        for (Table table : Table.values()) {
            tenants.addAll(jdbc.sql("select distinct tenant from " + table.kind())
                    .query(String.class)
                    .list());
        }
        return tenants;
    }

    private static ObjectNode line(Table table, String tenant, ResultSet row) throws SQLException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("kind", table.kind().toString()).put("tenant", tenant);
        for (Column<?> column : table.columns()) {
            JsonNode value = column.json(row);
            if (value != null) {
                String[] names = column.property().split("\\.");
                ObjectNode object = names.length == 1 ? line : line.withObjectProperty(names[0]);
                object.set(names[names.length - 1], value);
            }
        }
        return line;
    }

    private static final class Output {
        private final Writer out;
        private final LongConsumer progress;
        private long count;

        Output(Writer out, LongConsumer progress) {
            this.out = out;
            this.progress = progress;
        }

        void write(ObjectNode line) {
            try {
                out.write(line.toString());
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            progress.accept(++count);
        }
    }
}
