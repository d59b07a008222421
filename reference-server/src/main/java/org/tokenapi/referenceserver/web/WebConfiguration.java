package org.tokenapi.referenceserver.web;

import java.util.Collection;
import java.util.List;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The configuration of Spring MVC. */
@Configuration(proxyBeanMethods = false)
final class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HostCheck());
        registry.addInterceptor(new AcceptCheck());
        registry.addInterceptor(new QueryCheck());
    }

    /** AcceptCheck has checked the header, so the only media type left is that of the operation. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.strategies(List.of(request -> {
            Object producible = request.getAttribute(
                    HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            return producible instanceof Collection<?> types
                    ? types.stream().map(MediaType.class::cast).toList()
                    : List.of(MediaType.ALL);
        }));
    }

    /**
     * Bodies are validated with the other parameters by the proxy for {@code @Validated} on the generated interfaces.
     * Spring MVC would validate them a second time.
     */
    @Override
    public Validator getValidator() {
        return new Validator() {
            @Override
            public boolean supports(Class<?> type) {
                return true;
            }

            @Override
            public void validate(Object target, Errors errors) {
                // See above.
            }
        };
    }

    @Bean
    static ValidationConfigurationCustomizer contractValidation() {
        return configuration -> {
            HibernateValidatorConfiguration hibernate = (HibernateValidatorConfiguration) configuration;
            hibernate.propertyNodeNameProvider(new JsonNames());
            hibernate.addMapping(CodePointSize.mapping(hibernate));
        };
    }

    @Bean
    WebMvcRegistrations contractMapping() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new ContractMapping();
            }
        };
    }
}
