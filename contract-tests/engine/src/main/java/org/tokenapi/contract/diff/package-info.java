/**
 * Compares two versions of a document: what a client that was written for the old one may fail on with the new one.
 *
 * <p>Three sources, one list. The <b>engine</b> compares the documents part by part, and schemas by what they allow rather
 * than by how they are written: a request breaks where the new version does not allow all that the old one allowed, an
 * answer where the old version does not allow all that the new one allows. The <b>cases</b> of the old version are held
 * against the new one, and answers made from the new version against the old one; what they break and the engine did not
 * see is added. <b>openapi-diff</b> tells which parts of which operations it holds to be incompatible. A part of which the
 * engine knows a change is told by the engine, with its pointer; one of which it knows none is listed as a change that does
 * not break, because openapi-diff also takes rewritten schemas for changed ones: the engine's judgement decides.
 *
 * <p>What is taken for breaking where documents can't tell: whatever a client could send or read and can no longer, also if
 * it was optional (a parameter, a property, a header, a status of success, a media type); a pattern, or another keyword
 * that can't be shown to allow the same, if it is not the same; a status of success or of redirection that is new. A new
 * status of failure is not, because a client takes one that it does not know for the first of its class (RFC 9110, section
 * 15), nor is a further media type of an answer, which a client has to ask for. That an open schema took a property of any
 * kind under a name that is now declared is disregarded. Names that are not seen on the wire ({@code operationId}, of path
 * variables, of components), defaults and hosts do not break; texts and examples are not compared.
 */
@NullMarked
package org.tokenapi.contract.diff;

import org.jspecify.annotations.NullMarked;
