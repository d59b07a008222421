package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Secrets as JSON. SecretLeakTest covers messages, logs and everything else that could show one. */
final class SecretTest {
    private static final Secret SECRET = Secret.of("s3cret");

    @Test
    void aMapperOfAnApplicationWritesStars() {
        assertThat(JsonMapper.shared().writeValueAsString(new ApiTokenWithSecret().token(SECRET)))
                .contains("\"token\":\"********\"");
    }

    @Test
    void aMapperThatLooksIntoFieldsWritesStars() {
        JsonMapper mapper = JsonMapper.builder()
                .changeDefaultVisibility(all -> all.withVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY))
                .build();

        assertThat(mapper.writeValueAsString(SECRET)).isEqualTo("\"********\"");
    }

    @Test
    void aMapperOfAnApplicationReadsNone() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JsonMapper.shared().readValue("\"********\"", Secret.class));
    }

    @Test
    void aMapperWithTheModuleWritesAndReadsTheText() {
        JsonMapper mapper = JsonMapper.builder().addModule(new SecretModule()).build();

        String json = mapper.writeValueAsString(SECRET);

        assertThat(json).isEqualTo("\"s3cret\"");
        assertThat(mapper.readValue(json, Secret.class)).isEqualTo(SECRET);
    }

    @Test
    void aPrinterThatLooksIntoFieldsFindsNone() {
        // Gson and the ToStringBuilder of Apache Commons leave out what is static or transient.
        assertThat(Secret.class.getDeclaredFields())
                .isNotEmpty()
                .allMatch(
                        field -> Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers()));
    }

    @Test
    void anObjectIsNotASecret() {
        JsonMapper mapper = JsonMapper.builder().addModule(new SecretModule()).build();

        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> mapper.readValue("{}", Secret.class));
    }
}
