package org.tokenapi.referenceserver.storage;

import org.tokenapi.referenceserver.settings.StartException;

/**
 * What all servers over the same data have in common and no tenant owns, such as the signing key. Whoever brings a value
 * first decides it.
 */
public interface SharedValues {

    /**
     * Keeps a value, unless there is one of this name.
     *
     * @param made the value to keep
     * @return the value that is there now: this one, or the one that was there before
     * @throws StartException when it can be neither kept nor read
     */
    String keep(String name, String made);

    /** Where a value is, for people who have to mend it. */
    String describe(String name);
}
