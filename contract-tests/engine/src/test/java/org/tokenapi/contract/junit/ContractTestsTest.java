package org.tokenapi.contract.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Verification;
import org.tokenapi.contract.wiremock.ContractWireMock;

/** Runs the cases against a mock, which accepts every request: many cases fail, and the rest pass. */
final class ContractTestsTest {
    private static List<String> failed;
    private static List<String> succeeded;

    @BeforeAll
    static void runTests() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Tests.class))
                .execute()
                .testEvents();
        failed = names(tests.failed());
        succeeded = names(tests.succeeded());
    }

    @Test
    void aCaseWithAViolationFails() {
        assertThat(failed).contains("listOrders credentials key missing");
        assertThat(succeeded).contains("cancelOrder conforming").doesNotContain("listOrders credentials key missing");
    }

    @Test
    void aRowWithoutProofFails() {
        assertThat(failed).contains("listOrders request /components/securitySchemes/key");
        assertThat(succeeded).contains("cancelOrder response /paths/~1orders~1{id}/delete/responses/204");
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(Event::getTestDescriptor)
                .map(descriptor -> descriptor.getDisplayName())
                .toList();
    }

    /** A test class that uses the factory; run by the tests above. */
    static final class Tests {
        @TestFactory
        Stream<DynamicNode> followsItsDocument() throws Exception {
            OpenApiDocument document = TestDocuments.shop();
            try (ContractWireMock server = ContractWireMock.mock(document)) {
                return ContractTests.of(
                        new Verification(document, Fixtures.none(), Map.of("X-Key", "k")).run(server.baseUri()));
            }
        }
    }
}
