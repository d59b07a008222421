package org.tokenapi.contract.junit;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.cases.Fixtures;

final class ContractExtensionTest {

    @Test
    void failsTheTestWhoseExchangesViolateTheDocument() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Tests.class))
                .execute()
                .testEvents();

        assertThat(tests.succeeded().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactlyInAnyOrder("conforms()", "violatesOnPurpose()");
        assertThat(tests.failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("violates()");
        assertThat(tests.failed().stream()
                        .map(event -> event.getPayload().orElseThrow().toString()))
                .allSatisfy(result -> assertThat(result).contains("/components/securitySchemes/"));
    }

    @Test
    void failsTheClassThatLeavesPartsOfTheDocumentUnproven() {
        Events containers = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OneRequest.class))
                .execute()
                .containerEvents();

        assertThat(containers.failed().stream()
                        .map(event -> event.getPayload().orElseThrow().toString()))
                .singleElement(as(STRING))
                .contains("the client does not prove ", "\ncancelOrder response ")
                .doesNotContain("listOrders request /components/securitySchemes/key", "/get/parameters/3");
    }

    @Test
    void failsTheTestThatLeavesAScriptUnfinishedAndNoOther() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Scripted.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("asksForLess()");
        assertThat(tests.failed().stream()
                        .map(event -> event.getPayload().orElseThrow().toString()))
                .singleElement(as(STRING))
                .contains("no request used these steps of the script:\ncancelOrder: 404");
        assertThat(tests.succeeded().count()).isEqualTo(2);
    }

    @Test
    void saysThatItIsNotRegistered() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ContractExtension.mock(TestDocuments.shop()).baseUri())
                .withMessageContaining("static @RegisterExtension field");
    }

    /** A test class that uses the extension; run by the tests above. */
    static final class Tests {
        @RegisterExtension
        static final ContractExtension CONTRACT = ContractExtension.mock(TestDocuments.shop());

        @Test
        void conforms() throws Exception {
            orders(CONTRACT, "k");
        }

        @Test
        void violates() throws Exception {
            orders(CONTRACT, "");
        }

        @Test
        void violatesOnPurpose() throws Exception {
            orders(CONTRACT, "");

            assertThat(CONTRACT.takeVerdicts()).hasSize(1);
        }

        static void orders(ContractExtension contract, String key) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(contract.baseUri() + "/v2/orders"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("X-Key", key)
                    .header("X-Trace", "0123abcd")
                    .build();
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    /** A test class with scripts; run by the tests above. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class Scripted {
        @RegisterExtension
        static final ContractExtension CONTRACT = ContractExtension.mock(TestDocuments.shop());

        @Test
        @Order(1)
        void asksForAll() throws Exception {
            CONTRACT.on("cancelOrder").undeclared(404).dropConnection();

            assertThat(cancel()).isEqualTo(404);
            assertThatIOException().isThrownBy(Scripted::cancel);
        }

        @Test
        @Order(2)
        void asksForLess() {
            CONTRACT.on("cancelOrder").dropConnection().undeclared(404);

            assertThatIOException().isThrownBy(Scripted::cancel);
        }

        @Test
        @Order(3)
        void hasNoScript() throws Exception {
            assertThat(cancel()).isEqualTo(204);
        }

        private static int cancel() throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(CONTRACT.baseUri() + "/v2/orders/7"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .DELETE()
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** A test class that leaves most of the document unproven; run by the tests above. */
    static final class OneRequest {
        @RegisterExtension
        static final ContractExtension CONTRACT =
                ContractExtension.mock(TestDocuments.shop()).requiringCoverage(Fixtures.none());

        @Test
        void conforms() throws Exception {
            Tests.orders(CONTRACT, "k");
        }
    }
}
