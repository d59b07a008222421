/** Checks exchanges within JUnit tests. */
@NullMarked
package org.tokenapi.contract.junit;

import org.jspecify.annotations.NullMarked;
