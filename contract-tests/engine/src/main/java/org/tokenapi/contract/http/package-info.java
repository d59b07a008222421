/** Listens for HTTP/1.1 and passes messages on as they came, byte for byte, for the commands that run until stopped. */
@NullMarked
package org.tokenapi.contract.http;

import org.jspecify.annotations.NullMarked;
