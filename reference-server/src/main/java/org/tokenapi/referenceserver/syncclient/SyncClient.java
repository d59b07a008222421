package org.tokenapi.referenceserver.syncclient;

/**
 * A sync client as it is stored, without the hash of its credentials.
 *
 * @param generateToken whether the client signs in with an access token rather than with a client id and secret
 * @param tokenTtl the lifetime of its access tokens, in minutes
 */
record SyncClient(String id, boolean generateToken, int tokenTtl) {}
