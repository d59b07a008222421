package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.dbcp2.DelegatingStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

final class KeptStatementsTest {
    private static final String NUMBERS =
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9) select i from n where i > ?";

    @TempDir
    private Path directory;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + directory.resolve("test.db"));
        connection = KeptStatements.of(file).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void statementOfTheSameTextIsTheSameAndBeginsAnew() throws SQLException {
        assertThat(readOne(NUMBERS)).isSameAs(readOne(NUMBERS));
    }

    @Test
    void twoOfTheSameTextCanBeOpenAtOnce() throws SQLException {
        try (PreparedStatement one = connection.prepareStatement(NUMBERS);
                PreparedStatement other = connection.prepareStatement(NUMBERS)) {
            assertThat(driver(other)).isNotSameAs(driver(one));
        }
    }

    @Test
    void longTextsAreNotKept() throws SQLException {
        String text = NUMBERS + " ".repeat(2_000);

        assertThat(readOne(text)).isNotSameAs(readOne(text));
    }

    @Test
    void moreTextsThanAreKeptWork() throws SQLException {
        Statement first = readOne(NUMBERS + " and i <> 0");
        for (int i = 1; i < 150; i++) {
            readOne(NUMBERS + " and i <> -" + i);
        }

        assertThat(readOne(NUMBERS + " and i <> 0")).isNotSameAs(first);
    }

    /** SQLite refuses to drop a table while a statement reads it. */
    @Test
    void whatIsKeptReadsNoMore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (i integer)");
            statement.execute("insert into t values (1), (2)");
            readOne("select i from t where i > ?");

            statement.execute("drop table t");
        }
    }

    /** Reads one of several rows and returns the statement; the result identifies the driver's statement. */
    private Statement readOne(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 0);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
            return driver(statement);
        }
    }

    private static Statement driver(Statement statement) {
        return statement instanceof DelegatingStatement delegating ? delegating.getInnermostDelegate() : statement;
    }
}
