package org.tokenapi.referenceserver;

import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Base of classes whose tests run on each database, with the shared server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EachDatabase {
    @Parameter
    private TestDatabase database;

    protected TestServer server;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    final void takeServer() {
        server = database.shared();
        server.reset();
    }

    /** The settings by which a command opens the database of the server. */
    protected final List<String> settings() {
        return database.settings(database.sharedDirectory());
    }
}
