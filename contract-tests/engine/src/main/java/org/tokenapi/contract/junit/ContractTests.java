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
 * Turns a run against a server into JUnit tests.
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
     * A test for each case, grouped by operation, and a test for each row of the coverage matrix. The test of a row
     * fails if nothing proves the row and no fixture excuses it. A part of the document that can't be checked is a
     * failing test, too.
     *
     * @param report the results of the run
     */
    public static Stream<DynamicNode> of(Report report) {
        Map<String, List<DynamicTest>> operations = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            Operation operation = result.sent().operation();
            operations
                    .computeIfAbsent(operation == null ? "undeclared" : operation.id(), id -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(result.sent().name(), () -> requireToHold(result)));
        }
        List<DynamicTest> proofs = new ArrayList<>();
        for (Requirement row : report.coverage().rows()) {
            proofs.add(
                    DynamicTest.dynamicTest(row.name(), () -> require(!row.isUnproven(), "no case proves this row")));
        }
        report.unchecked()
                .forEach(finding -> proofs.add(
                        DynamicTest.dynamicTest(finding.pointer(), () -> require(false, finding.toString()))));
        report.needless().forEach(line -> proofs.add(DynamicTest.dynamicTest(line, () -> require(false, line))));
        List<DynamicNode> nodes = new ArrayList<>();
        operations.forEach((id, tests) -> nodes.add(DynamicContainer.dynamicContainer(id, tests)));
        nodes.add(DynamicContainer.dynamicContainer("coverage", proofs));
        return nodes.stream();
    }

    private static void requireToHold(CaseResult result) {
        String wrong = Stream.concat(
                        Stream.ofNullable(result.problem()),
                        result.violations().stream().map(Finding::toString))
                .collect(Collectors.joining("\n"));
        require(wrong.isEmpty(), result.sent().request() + ": " + wrong);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
