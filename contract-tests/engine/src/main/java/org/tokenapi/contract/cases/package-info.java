/** Derives requests from a document: for each constraint one just inside and one just outside. */
@NullMarked
package org.tokenapi.contract.cases;

import org.jspecify.annotations.NullMarked;
