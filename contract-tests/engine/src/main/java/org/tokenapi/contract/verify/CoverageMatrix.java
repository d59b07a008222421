package org.tokenapi.contract.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.Response;

/** The parts of a document that need proof, each with the names of the cases that prove it. Not thread-safe. */
final class CoverageMatrix {
    private static final int SHOWN_EVIDENCE = 3;

    private final SchemaChecker checker;
    private final Fixtures fixtures;
    private final Map<Key, List<String>> evidence = new LinkedHashMap<>();

    CoverageMatrix(OpenApiDocument document, SchemaChecker checker, Fixtures fixtures) {
        this.checker = checker;
        this.fixtures = fixtures;
        document.operations().forEach(this::addRows);
    }

    /** Adds a case to the evidence of a part of the document. It does nothing for a part that needs no proof. */
    void prove(Operation operation, Side side, String pointer, String caseName) {
        List<String> names = evidence.get(new Key(operation.id(), side, pointer));
        if (names != null && names.size() < SHOWN_EVIDENCE && !names.contains(caseName)) {
            names.add(caseName);
        }
    }

    /** The names of all rows. */
    List<String> names() {
        return coverage().rows().stream().map(Requirement::name).toList();
    }

    Coverage coverage() {
        List<Requirement> rows = new ArrayList<>();
        evidence.forEach((key, names) -> {
            Requirement row = new Requirement(key.operation, key.side, key.pointer, List.copyOf(names), null);
            rows.add(
                    row.isProven()
                            ? row
                            : new Requirement(
                                    key.operation,
                                    key.side,
                                    key.pointer,
                                    List.of(),
                                    fixtures.reasonToOmitRow(row.name()).orElse(null)));
        });
        return new Coverage(rows);
    }

    private void addRows(Operation operation) {
        Set<String> request = new LinkedHashSet<>();
        operation.parameters().forEach(parameter -> addParameter(parameter, Side.REQUEST, request));
        operation.security().forEach(together -> together.forEach(scheme -> request.add(scheme.pointer())));
        RequestBody body = operation.requestBody();
        if (body != null) {
            request.add(body.pointer());
            body.content().forEach(content -> addContent(content, Side.REQUEST, request));
        }
        request.forEach(pointer -> evidence.put(new Key(operation.id(), Side.REQUEST, pointer), new ArrayList<>()));
        for (Response response : operation.responses()) {
            Set<String> ofResponse = new LinkedHashSet<>();
            ofResponse.add(response.pointer());
            response.headers().forEach(header -> addParameter(header, Side.RESPONSE, ofResponse));
            response.content().forEach(content -> addContent(content, Side.RESPONSE, ofResponse));
            ofResponse.forEach(
                    pointer -> evidence.put(new Key(operation.id(), Side.RESPONSE, pointer), new ArrayList<>()));
        }
    }

    private void addParameter(Parameter parameter, Side side, Set<String> pointers) {
        pointers.add(parameter.pointer());
        if (parameter.schema() != null) {
            pointers.addAll(checker.constraints(parameter.schema(), side));
        }
        if (parameter.content() != null) {
            addContent(parameter.content(), side, pointers);
        }
    }

    private void addContent(Content content, Side side, Set<String> pointers) {
        pointers.add(content.pointer());
        if (content.schema() != null) {
            pointers.addAll(checker.constraints(content.schema(), side));
        }
        if (content.itemSchema() != null) {
            pointers.addAll(checker.constraints(content.itemSchema(), side));
        }
    }

    private record Key(String operation, Side side, String pointer) {}
}
