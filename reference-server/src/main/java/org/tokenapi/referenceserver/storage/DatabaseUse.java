package org.tokenapi.referenceserver.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.tokenapi.referenceserver.settings.StartException;

/** What a database is opened for. */
public enum DatabaseUse {
    /** Takes no lock that a writer may hold, and leaves the tables as they are. */
    READ,

    /** Changes a database that is there. */
    CHANGE,

    /** Makes the database where it isn't there. */
    CREATE;

    /** Sees to it that the tables have the form that this version of the server needs. */
    void prepare(Flyway flyway, String database) {
        if (this != READ) {
            flyway.migrate();
            return;
        }
        try {
            flyway.validate();
        } catch (FlywayValidateException otherForm) {
            throw new StartException(
                    database + " is not in the form that this version needs, and is left as it is.",
                    "Start this version of the server on it once, or use the command of the version that made it.",
                    otherForm);
        }
    }
}
