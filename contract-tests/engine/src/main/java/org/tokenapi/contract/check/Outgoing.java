package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Example;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SchemaRef;

/**
 * What is said about webhooks and callbacks: traffic does not show them, so each kind is one gap, and their examples
 * are checked against their schemas.
 */
final class Outgoing {
    private static final int MOST_NAMES = 3;

    private final OpenApiDocument document;
    private final SchemaChecker schemas;
    private final List<Finding> findings = new ArrayList<>();

    private Outgoing(OpenApiDocument document, SchemaChecker schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    static List<Finding> gaps(OpenApiDocument document, SchemaChecker schemas) {
        Outgoing outgoing = new Outgoing(document, schemas);
        outgoing.kind("webhook");
        outgoing.kind("callback");
        document.outgoing().stream().filter(operation -> !operation.unread()).forEach(outgoing::examples);
        return outgoing.findings;
    }

    private void kind(String kind) {
        List<Operation> all = document.outgoing().stream()
                .filter(operation -> operation.path().toString().startsWith(kind + " "))
                .toList();
        if (!all.isEmpty()) {
            String names = String.join(
                    ", ", all.stream().map(Operation::id).limit(MOST_NAMES).toList());
            String rest = all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : "";
            findings.add(new Finding(
                    Severity.GAP,
                    Side.RESPONSE,
                    Rule.UNCHECKED,
                    all.get(0).pointer(),
                    "document",
                    "a check of " + all.size() + " " + kind + (all.size() == 1 ? "" : "s") + " in traffic (" + names
                            + rest + ")",
                    "none"));
        }
    }

    /** The API sends the request, and the client the response. */
    private void examples(Operation operation) {
        operation.parameters().forEach(parameter -> examples(parameter, Side.RESPONSE));
        RequestBody body = operation.requestBody();
        if (body != null) {
            body.content().forEach(content -> examples(content, Side.RESPONSE));
        }
        operation.responses().forEach(response -> {
            response.headers().forEach(header -> examples(header, Side.REQUEST));
            response.content().forEach(content -> examples(content, Side.REQUEST));
        });
    }

    private void examples(Parameter parameter, Side side) {
        examples(parameter.schema(), parameter.examples(), side);
        if (parameter.content() != null) {
            examples(parameter.content(), side);
        }
    }

    private void examples(Content content, Side side) {
        boolean structured = content.mediaType().isJson()
                || content.mediaType().isForm()
                || content.mediaType().isMultipartForm();
        if (structured) {
            examples(content.schema(), content.examples(), side);
        }
    }

    private void examples(@Nullable SchemaRef schema, List<Example> examples, Side side) {
        if (schema == null) {
            return;
        }
        for (Example example : examples) {
            Findings found = new Findings(side, false);
            schemas.check(schema, example.value(), "example " + example.pointer(), side, found);
            found.all().stream()
                    .filter(finding -> finding.severity() == Severity.VIOLATION)
                    .map(finding -> finding.as(Severity.GAP))
                    .forEach(findings::add);
        }
    }
}
