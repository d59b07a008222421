/** Changes the document or the traffic in one place at a time, and verifies that the check detects it. */
@NullMarked
package org.tokenapi.contract.mutation;

import org.jspecify.annotations.NullMarked;
