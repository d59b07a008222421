/** The audit log: who changed what, and when. */
@NullMarked
package org.tokenapi.referenceserver.audit;

import org.jspecify.annotations.NullMarked;
