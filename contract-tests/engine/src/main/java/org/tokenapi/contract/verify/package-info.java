/** Sends cases to a server, and records which case proves which part of the document. */
@NullMarked
package org.tokenapi.contract.verify;

import org.jspecify.annotations.NullMarked;
