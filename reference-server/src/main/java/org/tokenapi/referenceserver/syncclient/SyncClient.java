package org.tokenapi.referenceserver.syncclient;

/**
 * A sync client as it is stored, without the hash of its credentials.
 *
 * @param generateToken whether it signs in with an access token, and not with a client id and secret
 * @param tokenTtl how long its access tokens live, in minutes
 */
record SyncClient(String id, boolean generateToken, int tokenTtl) {}
