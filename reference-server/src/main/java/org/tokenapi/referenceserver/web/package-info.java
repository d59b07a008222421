/** Rules for all operations: media types, query parameters, strict JSON, the size of bodies. */
@NullMarked
package org.tokenapi.referenceserver.web;

import org.jspecify.annotations.NullMarked;
