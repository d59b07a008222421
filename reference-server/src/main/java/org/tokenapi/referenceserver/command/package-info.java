/** The commands of the jar: provisioning and upkeep without HTTP. */
@NullMarked
package org.tokenapi.referenceserver.command;

import org.jspecify.annotations.NullMarked;
