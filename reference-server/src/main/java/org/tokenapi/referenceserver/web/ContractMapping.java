package org.tokenapi.referenceserver.web;

import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tokenapi.serverstubs.generated.api.ApiTokensApi;

/** Maps the generated interfaces as the contract means them, where Spring reads their annotations otherwise. */
final class ContractMapping extends RequestMappingHandlerMapping {

    @Override
    protected RequestMappingInfo createRequestMappingInfo(
            RequestMapping mapping, @Nullable RequestCondition<?> condition) {
        RequestMappingInfo info = super.createRequestMappingInfo(mapping, condition);
        // AcceptCheck reads the Accept header, exactly; Spring would count the media type of problems as an answer, and
        // a range without a version as one with any.
        RequestMappingInfo.Builder builder =
                info.mutate().options(getBuilderConfiguration()).produces();
        if (info.getPatternValues().contains(ApiTokensApi.PATH_TRIGGER_API_TOKEN_ACTION)) {
            // The literal path is another one, whatever the media types of the request say.
            builder.paths(ApiTokensApi.PATH_TRIGGER_API_TOKEN_ACTION.replace("{id}", "{id:(?!search$).+}"));
        }
        return builder.build();
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        // A request without a body needs no Content-Type. Where a body is required, reading it tells what is missing.
        Objects.requireNonNull(mapping.getConsumesCondition()).setBodyRequired(false);
    }
}
