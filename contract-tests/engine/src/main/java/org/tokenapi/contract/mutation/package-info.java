/** Breaks the document or the traffic in one place, and demands that the check notices. */
@NullMarked
package org.tokenapi.contract.mutation;

import org.jspecify.annotations.NullMarked;
