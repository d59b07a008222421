/** The entry point of the client; the operations and models are generated from the contract. */
@NullMarked
package org.tokenapi.client;

import org.jspecify.annotations.NullMarked;
