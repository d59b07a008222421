package org.tokenapi.referenceserver.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.tokenapi.referenceserver.settings.StartException;

/** What a process opens a database for. */
public enum DatabaseUse {
    /** Reads without a lock that a writer may hold, and does not migrate the tables. */
    READ,

    /** Changes an existing database. */
    CHANGE,

    /** Creates the database if it does not exist. */
    CREATE;

    /** Brings the tables to the version that this server needs, or checks that they have it. */
    void prepare(Flyway flyway, String database) {
        if (this != READ) {
            flyway.migrate();
            return;
        }
        try {
            flyway.validate();
        } catch (FlywayValidateException otherForm) {
            throw new StartException(
                    database + " has tables of another version of the server, and was not changed.",
                    "Start this version of the server on it once, or use the commands of the version that created it.",
                    otherForm);
        }
    }
}
