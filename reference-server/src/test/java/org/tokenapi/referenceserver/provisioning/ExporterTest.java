package org.tokenapi.referenceserver.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.CannotAcquireLockException;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.storage.Transactions;

final class ExporterTest {

    @Test
    void writesNoLineAgainWhenTheDatabaseGivesUp(@TempDir Path directory) {
        StringWriter out = new StringWriter();
        try (TestServer server = TestServer.start(directory)) {
            Exporter exporter = new Exporter(server.jdbc(), server.bean(Transactions.class));

            assertThatThrownBy(() -> exporter.run(out, null, count -> {
                        if (count == 2) {
                            throw new CannotAcquireLockException("overtaken", new SQLException("overtaken", "40001"));
                        }
                    }))
                    .isInstanceOf(CannotAcquireLockException.class);
        }
        assertThat(out.toString().lines()).hasSize(2);
    }
}
