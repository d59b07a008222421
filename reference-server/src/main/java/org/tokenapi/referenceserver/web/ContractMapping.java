package org.tokenapi.referenceserver.web;

import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tokenapi.serverstubs.generated.api.ApiTokensApi;

/**
 * Corrects the mapping of the generated interfaces where Spring's reading of the annotations differs from the contract.
 */
final class ContractMapping extends RequestMappingHandlerMapping {

    @Override
    protected RequestMappingInfo createRequestMappingInfo(
            RequestMapping mapping, @Nullable RequestCondition<?> condition) {
        RequestMappingInfo info = super.createRequestMappingInfo(mapping, condition);
        // AcceptCheck checks the Accept header. Spring would accept the media type of problems as that of a response,
        // and a range without a version as one with any version.
        RequestMappingInfo.Builder builder =
                info.mutate().options(getBuilderConfiguration()).produces();
        if (info.getPatternValues().contains(ApiTokensApi.PATH_TRIGGER_API_TOKEN_ACTION)) {
            // Excludes the literal path of the search, whatever media types the request has.
            builder.paths(ApiTokensApi.PATH_TRIGGER_API_TOKEN_ACTION.replace("{id}", "{id:(?!search$).+}"));
        }
        return builder.build();
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        // A request without a body needs no Content-Type. If the body is required, reading it reports that it is
        // missing.
        Objects.requireNonNull(mapping.getConsumesCondition()).setBodyRequired(false);
    }
}
