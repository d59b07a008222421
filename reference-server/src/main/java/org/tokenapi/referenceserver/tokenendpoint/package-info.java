/**
 * Where secrets become access tokens. No operation of the contract: what clients of the real services call before those.
 *
 * <table>
 *   <caption>The addresses. Each tenant is an issuer of its own at each of the two services.</caption>
 *   <tr><th>address</th><th>grants</th></tr>
 *   <tr><td>{@code POST /acs/t/{tenant}/token}</td><td>API token; client credentials of a sync client</td></tr>
 *   <tr><td>{@code POST /oauth/tenant/{org}/token}</td><td>refresh token of Cloud Director</td></tr>
 *   <tr><td>{@code GET /.well-known/oauth-authorization-server/acs/t/{tenant}},
 *     {@code .../oauth/tenant/{org}}</td><td>metadata, RFC 8414</td></tr>
 *   <tr><td>{@code GET /acs/t/{tenant}/oauth2/jwks}, {@code /oauth/tenant/{org}/oauth2/jwks},
 *     {@code /oauth2/jwks}</td><td>the public key</td></tr>
 * </table>
 *
 * <p>Of Spring Security's authorization server are the endpoint itself, the authentication of clients by Basic or form, the
 * grant of client credentials, the forms of answers and errors, and the key set. Ours are
 *
 * <ul>
 *   <li>the two grants by secret, as a converter and a provider of the framework;
 *   <li>the issuer of a request: the framework cuts its endpoint out of the path wherever it stands, and so mistakes a
 *       tenant such as {@code token1};
 *   <li>the metadata: the framework's document can't be without an authorization endpoint, which there is none of;
 *   <li>no registry of authorizations: access tokens tell all by themselves, and so nothing is kept of them.
 * </ul>
 *
 * <p>Callers whose credentials fail are slowed down. With an external issuer all of this is off.
 */
@NullMarked
package org.tokenapi.referenceserver.tokenendpoint;

import org.jspecify.annotations.NullMarked;
