/** API tokens: actions, changes, search. */
@NullMarked
package org.tokenapi.referenceserver.apitoken;

import org.jspecify.annotations.NullMarked;
