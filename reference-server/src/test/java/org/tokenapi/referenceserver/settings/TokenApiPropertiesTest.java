package org.tokenapi.referenceserver.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class TokenApiPropertiesTest {

    @ParameterizedTest
    @CsvSource({"yes, true", "on, true", "no, false", "off, false"})
    void readsEachBooleanOfSpring(String value, boolean isOn) {
        Map<String, String> settings = Map.of("token-api.sample-data", value);

        TokenApiProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bind("token-api", TokenApiProperties.class)
                .get();

        assertThat(properties.sampleData()).isEqualTo(isOn);
    }
}
