package org.tokenapi.referenceserver.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A connection to SQLite that caches its prepared statements, as PostgreSQL's driver does: preparing a statement takes
 * as long as running it.
 */
final class KeptStatements extends PoolingConnection {
    /** Per connection. */
    private static final int MOST = 100;

    /** In characters. Longer searches take memory and are rarely repeated. */
    private static final int LONGEST = 2_000;

    private KeptStatements(Connection connection) {
        super(connection);
        GenericKeyedObjectPoolConfig<DelegatingPreparedStatement> config = new GenericKeyedObjectPoolConfig<>();
        config.setMaxTotal(MOST);
        config.setMaxTotalPerKey(MOST);
        config.setMaxIdlePerKey(1);
        config.setBlockWhenExhausted(false);
        config.setJmxEnabled(false);
        setStatementPool(new GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement>(this, config));
    }

    /** Wraps a data source so that its connections cache their statements. */
    static DataSource of(DataSource connections) {
        return new DelegatingDataSource(connections) {
            @Override
            public Connection getConnection() throws SQLException {
                return new KeptStatements(super.getConnection());
            }
        };
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return sql.length() > LONGEST ? getDelegate().prepareStatement(sql) : super.prepareStatement(sql);
    }
}
