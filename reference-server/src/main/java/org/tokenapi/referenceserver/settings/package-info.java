/** The settings of the server, and the errors that invalid settings cause at its start. */
@NullMarked
package org.tokenapi.referenceserver.settings;

import org.jspecify.annotations.NullMarked;
