package org.tokenapi.contract.diff;

import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;

/** One version of the document, with its checker. Thread-safe. */
record Revision(OpenApiDocument document, ExchangeChecker checker) {
    static Revision of(OpenApiDocument document) {
        return new Revision(document, new ExchangeChecker(document));
    }

    /** The pointer of a keyword or, if it is absent, of its parent. */
    String place(String pointer, String keyword) {
        String place = Pointers.child(pointer, keyword);
        return document.at(place).isMissingNode() ? pointer : place;
    }

    SchemaChecker schemas() {
        return checker.schemas();
    }
}
