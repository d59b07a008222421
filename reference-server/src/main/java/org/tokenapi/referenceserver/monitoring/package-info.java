/** What operators see of the server: health, metrics and spans. */
@NullMarked
package org.tokenapi.referenceserver.monitoring;

import org.jspecify.annotations.NullMarked;
