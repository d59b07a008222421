/** Health, metrics and spans. */
@NullMarked
package org.tokenapi.referenceserver.monitoring;

import org.jspecify.annotations.NullMarked;
