package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

final class TablesTest {
    /** A row of the table in SCALING.md: name, primary key, further indexes. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `([\\w, ]+)` \\| (.*)\\|");

    private static final Pattern COLUMNS = Pattern.compile("`([^`]+)`");

    /** Required to distribute the tables by tenant. Tables without a tenant are copied to every machine. */
    @Test
    void everyKeyAndIndexBeginsWithTheTenant() {
        TestServer server = TestDatabase.POSTGRESQL.shared();
        List<String> others = server.jdbc()
                .sql("select c.relname || '.' || pg_get_indexdef(i.indexrelid, 1, true) from pg_index i"
                        + " join pg_class c on c.oid = i.indrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'"
                        + " where c.relname <> 'flyway_schema_history'"
                        + " and pg_get_indexdef(i.indexrelid, 1, true) <> 'tenant'")
                .query(String.class)
                .list();

        assertThat(others).containsExactly("shared_value.name");
    }

    @Test
    void keysAndIndexesAreThoseOfTheDocument() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("SCALING.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .flatMap(row -> Stream.concat(
                        Stream.of(row.group(1) + " primary " + row.group(2)),
                        COLUMNS.matcher(row.group(3))
                                .results()
                                .map(columns -> row.group(1) + " further " + columns.group(1))))
                .toList();
        TestServer server = TestDatabase.POSTGRESQL.shared();
        List<String> existing = server.jdbc()
                .sql("select c.relname || case when i.indisprimary then ' primary ' else ' further ' end"
                        + " || string_agg(pg_get_indexdef(i.indexrelid, k.place::int, true), ', ' order by k.place)"
                        + " from pg_index i"
                        + " join pg_class c on c.oid = i.indrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'"
                        + " cross join generate_series(1, i.indnatts) k (place)"
                        + " where c.relname <> 'flyway_schema_history'"
                        + " group by c.relname, i.indexrelid, i.indisprimary")
                .query(String.class)
                .list();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(existing);
    }

    @Test
    void everyTextIsComparedByteByByte() {
        TestServer server = TestDatabase.POSTGRESQL.shared();
        assertThat(server.jdbc()
                        .sql("select table_name || '.' || column_name from information_schema.columns"
                                + " where table_schema = 'public' and table_name <> 'flyway_schema_history'"
                                + " and data_type in ('text', 'character varying', 'character')"
                                + " and collation_name is distinct from 'C'")
                        .query(String.class)
                        .list())
                .containsExactly("shared_value.content");
    }
}
