/**
 * Compares two versions of a document: finds the changes on which a client of the old version may fail.
 *
 * <p>Changes are found in two ways. The documents are compared part by part, and schemas by the values that they allow:
 * a change breaks requests if the new version does not allow all that the old one allowed, and responses if the old
 * version does not allow all that the new one allows. In addition, requests derived from the old version are checked
 * against the new one, and responses made from the new version against the old one. A rule that they violate is a
 * breaking change, unless the comparison has found one in the same part.
 *
 * <p>Some choices. A removed parameter, property, header, media type or status of success is a breaking change even if
 * it was optional, because clients may use it. So is a changed pattern, or another keyword whose values can't be
 * compared. A new status of success or redirection is a breaking change; a new status of failure is not, because a
 * client treats an unknown status as the x00 of its class (RFC 9110, section 15). A new media type of a response is
 * not, because a client has to ask for it. If a property is declared in an open schema, values of other types that the
 * schema allowed under that name are ignored. Names that are not sent ({@code operationId}, path variables,
 * components), defaults and hosts are not breaking. Descriptions and examples are not compared.
 */
@NullMarked
package org.tokenapi.contract.diff;

import org.jspecify.annotations.NullMarked;
