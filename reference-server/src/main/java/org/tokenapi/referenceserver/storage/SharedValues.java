package org.tokenapi.referenceserver.storage;

import org.tokenapi.referenceserver.settings.StartException;

/**
 * Values that all servers on the same data share and that belong to no tenant, such as the signing key. The first
 * server to store a value decides it.
 */
public interface SharedValues {

    /**
     * Stores a value, unless one with this name exists.
     *
     * @param made the value to store
     * @return the value that is stored now: this one or the earlier one
     * @throws StartException if the value can be neither stored nor read
     */
    String keep(String name, String made);

    /** The location of a value, for error messages. */
    String describe(String name);
}
