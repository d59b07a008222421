/** Secrets that are shown once and stored as hashes only. */
@NullMarked
package org.tokenapi.referenceserver.secret;

import org.jspecify.annotations.NullMarked;
