package org.tokenapi.referenceserver.storage;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Updates the statistics by which SQLite chooses among indexes, at the start and the stop of a server, for tables that
 * have changed much. SQLite samples each index, so this is fast. PostgreSQL does it automatically.
 */
final class SqliteStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStatistics.class);

    private final JdbcOperations jdbc;

    SqliteStatistics(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Checks all tables, because the queries of earlier processes are not known. */
    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        optimize("pragma optimize = 0x10012");
    }

    @PreDestroy
    void atStop() {
        optimize("pragma optimize");
    }

    private void optimize(String statement) {
        try {
            jdbc.execute(statement);
        } catch (DataAccessException failure) {
            // Another process may hold the lock for long. Searches stay correct without the statistics.
            LOG.warn("The statistics of the database can't be updated: {}", failure.getMessage());
        }
    }
}
