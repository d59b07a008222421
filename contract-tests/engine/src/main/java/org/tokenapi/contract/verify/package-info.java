/** Sends the cases to a server, and collects for each part of the document what proves it. */
@NullMarked
package org.tokenapi.contract.verify;

import org.jspecify.annotations.NullMarked;
