package org.tokenapi.referenceserver.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.storage.Transactions;

final class ExporterTest {

    @Test
    void writesNoLineAgainWhenTheDatabaseGivesUp() {
        StringWriter out = new StringWriter();
        TestServer server = TestDatabase.SQLITE.shared();
        server.reset();
        Exporter exporter = new Exporter(server.jdbc(), server.bean(Transactions.class));

        assertThatThrownBy(() -> exporter.run(out, null, count -> {
                    if (count == 2) {
                        throw new CannotAcquireLockException("overtaken", new SQLException("overtaken", "40001"));
                    }
                }))
                .isInstanceOf(CannotAcquireLockException.class);
        assertThat(out.toString().lines()).hasSize(2);
    }
}
