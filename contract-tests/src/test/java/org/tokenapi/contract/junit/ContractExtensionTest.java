package org.tokenapi.contract.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.tokenapi.contract.TestDocuments;

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
    void saysThatItIsNotRegistered() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ContractExtension.mock(TestDocuments.shop()).baseUri())
                .withMessageContaining("static @RegisterExtension field");
    }

    /** The tests of somebody else; run by the test above. */
    static final class Tests {
        @RegisterExtension
        static final ContractExtension CONTRACT = ContractExtension.mock(TestDocuments.shop());

        @Test
        void conforms() throws Exception {
            orders("k");
        }

        @Test
        void violates() throws Exception {
            orders("");
        }

        @Test
        void violatesOnPurpose() throws Exception {
            orders("");

            assertThat(CONTRACT.takeVerdicts()).hasSize(1);
        }

        private static void orders(String key) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(CONTRACT.baseUri() + "/v2/orders"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("X-Key", key)
                    .header("X-Trace", "0123abcd")
                    .build();
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        }
    }
}
