package org.tokenapi.referenceserver.syncclient;

/**
 * The secret of a sync client as it is stored.
 *
 * @param id the identifier of the client
 * @param sha256 the hash of the secret, in hexadecimal
 * @param tokenTtl the lifetime of the client's access tokens, in minutes
 */
public record StoredClientSecret(String id, String sha256, int tokenTtl) {
    /** Does not include the hash. */
    @Override
    public String toString() {
        return "StoredClientSecret[" + id + "]";
    }
}
