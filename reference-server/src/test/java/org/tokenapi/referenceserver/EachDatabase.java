package org.tokenapi.referenceserver;

import java.nio.file.Path;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of a class that run once on each database, with one server for all of them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EachDatabase {
    @Parameter
    private TestDatabase database;

    protected TestServer server;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    final void startServer(@TempDir Path directory) {
        server = database.start(directory);
    }

    @AfterParameterizedClassInvocation
    final void stopServer() {
        server.close();
    }
}
