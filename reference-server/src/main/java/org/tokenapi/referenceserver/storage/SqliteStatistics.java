package org.tokenapi.referenceserver.storage;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Lets SQLite count, at the start and at the stop of a server, how the values of an index are spread where that has changed
 * much: it chooses among the indexes by that. SQLite looks at a part of each index only, so this takes no time to speak of.
 * PostgreSQL does so by itself.
 */
final class SqliteStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStatistics.class);

    private final JdbcOperations jdbc;

    SqliteStatistics(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Of all tables: what was asked of them before this start is not known. */
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
            // Another process may write for a long time. Searches are right all the same.
            LOG.warn("The statistics of the database stay as they are: {}", failure.getMessage());
        }
    }
}
