package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.spec.OpenApiDocument;

final class SeedTest {
    private static final OpenApiDocument SHOP = TestDocuments.shop();

    @Test
    void isTheSameForTheSameDocument() {
        assertThat(Seed.of(TestDocuments.shop(), Fixtures.none()))
                .isEqualTo(Seed.of(SHOP, Fixtures.none()))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void isAnotherForAnotherDocument() {
        assertThat(Seed.of(TestDocuments.tokenApi(), Fixtures.none())).isNotEqualTo(Seed.of(SHOP, Fixtures.none()));
    }

    @Test
    void isAnotherForOtherFixtures() {
        Fixtures fixtures = Fixtures.parse("f", "parameters: {id: 1}", SHOP, Map.of());

        assertThat(Seed.of(SHOP, fixtures)).isNotEqualTo(Seed.of(SHOP, Fixtures.none()));
    }

    @Test
    void isTheSameWhateverTheEnvironmentAdds() {
        String text = "headers: {X-Key: '${KEY}'}";

        assertThat(Seed.of(SHOP, Fixtures.parse("f", text, SHOP, Map.of("KEY", "a"))))
                .isEqualTo(Seed.of(SHOP, Fixtures.parse("f", text, SHOP, Map.of("KEY", "b"))));
    }
}
