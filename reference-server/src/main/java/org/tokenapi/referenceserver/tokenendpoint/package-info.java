/**
 * The token endpoints, which exchange secrets for access tokens. They are not operations of the contract; clients of
 * the real services call such endpoints first.
 *
 * <table>
 *   <caption>The paths. Each tenant is an issuer of its own at each of the two services.</caption>
 *   <tr><th>path</th><th>grants</th></tr>
 *   <tr><td>{@code POST /acs/t/{tenant}/token}</td><td>API token; client credentials of a sync client</td></tr>
 *   <tr><td>{@code POST /oauth/tenant/{org}/token}</td><td>refresh token of Cloud Director</td></tr>
 *   <tr><td>{@code GET /.well-known/oauth-authorization-server/acs/t/{tenant}},
 *     {@code .../oauth/tenant/{org}}</td><td>metadata, RFC 8414</td></tr>
 *   <tr><td>{@code GET /acs/t/{tenant}/oauth2/jwks}, {@code /oauth/tenant/{org}/oauth2/jwks},
 *     {@code /oauth2/jwks}</td><td>the public key</td></tr>
 * </table>
 *
 * <p>Spring Security's authorization server provides the endpoint itself, the authentication of clients by Basic or
 * form, the client credentials grant, the formats of responses and errors, and the key set. This package adds
 *
 * <ul>
 *   <li>the two grants by secret, as a converter and a provider of the framework;
 *   <li>the issuer of a request: the framework removes the path of its endpoint wherever it occurs, and so misreads a
 *       tenant such as {@code token1};
 *   <li>the metadata: the framework's always include an authorization endpoint, which does not exist here;
 *   <li>an empty store of authorizations: access tokens are self-contained, so nothing is stored about them.
 * </ul>
 *
 * <p>Addresses with many failed credentials have to wait. With an external issuer, the token endpoints are off.
 */
@NullMarked
package org.tokenapi.referenceserver.tokenendpoint;

import org.jspecify.annotations.NullMarked;
