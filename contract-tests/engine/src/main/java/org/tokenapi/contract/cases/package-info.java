/** Derives cases from a document: for each constraint, a request just inside and a request just outside of it. */
@NullMarked
package org.tokenapi.contract.cases;

import org.jspecify.annotations.NullMarked;
