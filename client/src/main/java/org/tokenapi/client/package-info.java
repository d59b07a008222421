/**
 * The client. {@link org.tokenapi.client.TokenApiClient} is the entry point; operations and models are generated from
 * the document.
 */
@NullMarked
package org.tokenapi.client;

import org.jspecify.annotations.NullMarked;
