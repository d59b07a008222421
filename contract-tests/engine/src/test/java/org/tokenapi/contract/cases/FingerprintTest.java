package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.spec.OpenApiDocument;

final class FingerprintTest {
    private static final OpenApiDocument SHOP = TestDocuments.shop();

    @Test
    void isTheSameForTheSameDocument() {
        assertThat(Fingerprint.of(TestDocuments.shop(), Fixtures.none()))
                .isEqualTo(Fingerprint.of(SHOP, Fixtures.none()))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void isAnotherForAnotherDocument() {
        assertThat(Fingerprint.of(TestDocuments.tokenApi(), Fixtures.none()))
                .isNotEqualTo(Fingerprint.of(SHOP, Fixtures.none()));
    }

    @Test
    void isAnotherForOtherFixtures() {
        Fixtures fixtures = Fixtures.parse("f", "parameters: {id: 1}", SHOP, Map.of());

        assertThat(Fingerprint.of(SHOP, fixtures)).isNotEqualTo(Fingerprint.of(SHOP, Fixtures.none()));
    }

    @Test
    void isTheSameWhateverTheEnvironmentAdds() {
        String text = "headers: {X-Key: '${KEY}'}";

        assertThat(Fingerprint.of(SHOP, Fixtures.parse("f", text, SHOP, Map.of("KEY", "a"))))
                .isEqualTo(Fingerprint.of(SHOP, Fixtures.parse("f", text, SHOP, Map.of("KEY", "b"))));
    }
}
