/** The responses of a mock: which one a request gets, made from the examples and schemas of the document. */
@NullMarked
package org.tokenapi.contract.mock;

import org.jspecify.annotations.NullMarked;
