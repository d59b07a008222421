package org.tokenapi.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaTypeTest {
    @Test
    void readsTypeSubtypeAndParameters() {
        assertThat(MediaType.parse("Application/Vnd.X+JSON; Version=39.0 ;a=\"b; \\\"c\\\"\""))
                .contains(new MediaType("application", "vnd.x+json", Map.of("version", "39.0", "a", "b; \"c\"")));
    }

    @Test
    void isEqualWhateverTheOrderAndQuotingOfParameters() {
        assertThat(MediaType.parse("a/b;x=1;y=2")).isEqualTo(MediaType.parse("A/B; y=\"2\"; X=1"));
    }

    @Test
    void keepsTheCaseOfValues() {
        assertThat(MediaType.parse("a/b;x=V")).isNotEqualTo(MediaType.parse("a/b;x=v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json", "a/", "/b", "a/b c", "a/b;x", "a/b;x=\"", "a/b, c/d"})
    void refusesTextThatIsNotAMediaType(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @Test
    void writesParametersInTheOrderOfTheirNames() {
        assertThat(MediaType.parse("a/b;y=\"1 2\";x=3"))
                .map(MediaType::toString)
                .contains("a/b;x=3;y=\"1 2\"");
    }
}
