package org.tokenapi.contract.cases;

import java.util.List;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Operation;

/** Derives cases for the Accept header: each media type of a success, in several spellings, and others. */
final class AcceptCases {
    private final CaseList cases;

    AcceptCases(CaseList cases) {
        this.cases = cases;
    }

    void derive(Operation operation, RequestDraft base) {
        List<Content> successes = ConformingRequests.successes(operation);
        for (Content content : successes) {
            String name = "Accept " + content.key();
            String pointer = content.pointer();
            cases.add(operation, name, pointer, Expectation.ACCEPTED, base.header("Accept", content.key()));
            cases.add(
                    operation,
                    name + " among others",
                    pointer,
                    Expectation.ACCEPTED,
                    base.header("Accept", "text/html;q=0.1, " + content.key() + ";q=0.9"));
            for (MediaTypeSpelling wording : MediaTypeSpelling.of(content.mediaType())) {
                cases.add(
                        operation,
                        name + " " + wording.name(),
                        pointer,
                        wording.same() ? Expectation.ACCEPTED : Expectation.NOT_ACCEPTABLE,
                        base.header("Accept", wording.text()));
            }
        }
        if (!successes.isEmpty()) {
            boolean anyWillDo = successes.stream()
                    .anyMatch(content -> content.mediaType().parameters().isEmpty());
            cases.add(
                    operation,
                    "Accept missing",
                    operation.pointer() + "/responses",
                    anyWillDo ? Expectation.ACCEPTED : Expectation.NOT_ACCEPTABLE,
                    base.header("Accept", null));
            cases.add(
                    operation,
                    "Accept unknown",
                    operation.pointer() + "/responses",
                    Expectation.NOT_ACCEPTABLE,
                    base.header("Accept", MediaTypeSpelling.UNKNOWN));
        }
    }
}
