package org.tokenapi.referenceserver.syncclient;

/**
 * The secret of a sync client as it is stored.
 *
 * @param id of the client
 * @param sha256 of the secret, in hexadecimal
 * @param tokenTtl how long the access tokens of the client live, in minutes
 */
public record StoredClientSecret(String id, String sha256, int tokenTtl) {
    /** Never the hash. */
    @Override
    public String toString() {
        return "StoredClientSecret[" + id + "]";
    }
}
