package org.tokenapi.contract.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;

/**
 * A run of the cases of a document as tests of JUnit, so that a server's own build has them.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> followsItsDocument() throws Exception {
 *     OpenApiDocument document = OpenApiDocument.read(Path.of("openapi.yaml"));
 *     Fixtures fixtures = Fixtures.read(Path.of("fixtures.yaml"), document, System.getenv());
 *     Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
 *     return ContractTests.of(new Verification(document, fixtures, headers).run(server));
 * }
 * }</pre>
 */
public final class ContractTests {
    private ContractTests() {}

    /**
     * A test for each case, by operation, and one for each row of the coverage matrix: a part of the document that nothing
     * proves and that no fixture excuses fails, and so does one that can't be checked.
     */
    public static Stream<DynamicNode> of(Report report) {
        Map<String, List<DynamicTest>> operations = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            Operation operation = result.sent().operation();
            operations
                    .computeIfAbsent(operation == null ? "undeclared" : operation.id(), id -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(result.sent().name(), () -> demandToHold(result)));
        }
        List<DynamicTest> proofs = new ArrayList<>();
        for (Requirement row : report.coverage().rows()) {
            proofs.add(DynamicTest.dynamicTest(row.name(), () -> demand(row.isCovered(), "nothing proves it")));
        }
        report.unchecked()
                .forEach(finding -> proofs.add(
                        DynamicTest.dynamicTest(finding.pointer(), () -> demand(false, finding.toString()))));
        List<DynamicNode> nodes = new ArrayList<>();
        operations.forEach((id, tests) -> nodes.add(DynamicContainer.dynamicContainer(id, tests)));
        nodes.add(DynamicContainer.dynamicContainer("coverage", proofs));
        return nodes.stream();
    }

    private static void demandToHold(CaseResult result) {
        String wrong = Stream.concat(
                        Stream.ofNullable(result.problem()),
                        Stream.concat(result.violations().stream(), result.gaps().stream())
                                .map(Finding::toString))
                .collect(Collectors.joining("\n"));
        demand(wrong.isEmpty(), result.sent().request() + ": " + wrong);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
