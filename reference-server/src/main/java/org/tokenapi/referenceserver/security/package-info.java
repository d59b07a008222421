/** Access tokens, and what each of them allows. */
@NullMarked
package org.tokenapi.referenceserver.security;

import org.jspecify.annotations.NullMarked;
