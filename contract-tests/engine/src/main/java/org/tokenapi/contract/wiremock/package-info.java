/** Runs WireMock as a mock or as a proxy, and checks every exchange. */
@NullMarked
package org.tokenapi.contract.wiremock;

import org.jspecify.annotations.NullMarked;
