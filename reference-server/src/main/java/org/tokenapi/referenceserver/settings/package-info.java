/** What the server is told at its start: its settings, and how a start that they make impossible ends. */
@NullMarked
package org.tokenapi.referenceserver.settings;

import org.jspecify.annotations.NullMarked;
