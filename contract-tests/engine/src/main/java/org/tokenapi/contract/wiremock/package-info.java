/** WireMock in the middle, as a mock server or as a proxy; every exchange that passes is checked. */
@NullMarked
package org.tokenapi.contract.wiremock;

import org.jspecify.annotations.NullMarked;
