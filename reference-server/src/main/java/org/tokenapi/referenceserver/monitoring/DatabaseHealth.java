package org.tokenapi.referenceserver.monitoring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.storage.Transactions;

/** Whether the database responds to a read, which waits for no writer. */
@Component("database")
final class DatabaseHealth implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

    private final Transactions transactions;
    private final JdbcClient jdbc;

    DatabaseHealth(Transactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            transactions.read(() -> jdbc.sql("select count(*) from (select 1 from api_token limit 1) one")
                    .query(Long.class)
                    .single());
            return Health.up().build();
        } catch (RuntimeException failure) {
            LOG.warn("The database does not respond: {}", failure.getMessage());
            return Health.down().build();
        }
    }
}
