/** The commands of the jar, which provision and maintain the data without HTTP. */
@NullMarked
package org.tokenapi.referenceserver.command;

import org.jspecify.annotations.NullMarked;
