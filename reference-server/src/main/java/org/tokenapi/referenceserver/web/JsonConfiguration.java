package org.tokenapi.referenceserver.web;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;

/** Reads JSON as strictly as the schemas: no value is coerced to another type. */
@Configuration(proxyBeanMethods = false)
final class JsonConfiguration {

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.addModule(new JsonNullableJackson3Module())
                .addModule(StrictScalars.module())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // Hides the constructors of the models. Jackson would call one with a single string for a string in
                // place of an object, and one with several parameters would report only the first missing property.
                .changeDefaultVisibility(visibility -> visibility
                        .withCreatorVisibility(JsonAutoDetect.Visibility.NONE)
                        .withScalarConstructorVisibility(JsonAutoDetect.Visibility.NONE))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL, Nulls.FAIL))
                .withConfigOverride(
                        JsonNullable.class,
                        override -> override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.SET)));
    }

    /** Rejects the body {@code null}, which is present but not an object. */
    @ControllerAdvice
    static final class NullBody extends RequestBodyAdviceAdapter {

        @Override
        public boolean supports(
                MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
            return true;
        }

        @Override
        public Object afterBodyRead(
                @Nullable Object body,
                HttpInputMessage message,
                MethodParameter parameter,
                Type type,
                Class<? extends HttpMessageConverter<?>> converterType) {
            if (body == null) {
                throw ProblemException.badRequest(Violation.body("", "must be an object"));
            }
            return body;
        }
    }
}
