package org.tokenapi.referenceserver.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.tokenapi.serverstubs.generated.api.ApiTokensApi;

/**
 * Finds the operation of a request by its method and path only, so that logs and metrics name it even if the request is
 * rejected early. The number of names is small, whatever the requests are. Safe for use by several threads.
 */
@Component
public final class Operations {
    /** The name for requests that match no operation. */
    public static final String NONE = "none";

    private static final String ATTRIBUTE = Operations.class.getName();

    private final Supplier<List<ContractOperation>> operations;

    Operations(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        // This bean is created before Spring MVC, and first needed by a request.
        operations = SingletonSupplier.of(() -> mapping.getObject().getHandlerMethods().entrySet().stream()
                .filter(entry -> isOfTheContract(entry.getValue()))
                .map(entry -> ContractOperation.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    private record ContractOperation(String id, Set<PathPattern> paths, Set<RequestMethod> methods) {
        static ContractOperation of(RequestMappingInfo mapping, HandlerMethod handler) {
            return new ContractOperation(
                    handler.getMethod().getName(),
                    mapping.getPathPatternsCondition().getPatterns(),
                    mapping.getMethodsCondition().getMethods());
        }

        boolean isMeant(String method, PathContainer path) {
            return methods.stream().anyMatch(allowed -> allowed.name().equals(method))
                    && paths.stream().anyMatch(pattern -> pattern.matches(path));
        }
    }

    /** The operationId in the contract, a name that was {@linkplain #name set}, or {@link #NONE}. */
    public String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String operation = find(request);
        name(request, operation);
        return operation;
    }

    /** Names a request that matches no operation of the contract, but should be told apart. */
    public static void name(HttpServletRequest request, String name) {
        request.setAttribute(ATTRIBUTE, name);
    }

    private String find(HttpServletRequest request) {
        PathContainer path = path(request);
        if (path == null) {
            return NONE;
        }
        return operations.get().stream()
                .filter(operation -> operation.isMeant(request.getMethod(), path))
                .map(ContractOperation::id)
                .findFirst()
                .orElse(NONE);
    }

    /** Null if the container could not read the request line and has rejected the request. */
    private static @Nullable PathContainer path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        if (uri == null || context == null) {
            return null;
        }
        try {
            return RequestPath.parse(uri, context).pathWithinApplication();
        } catch (IllegalArgumentException undecodable) {
            return null;
        }
    }

    private static boolean isOfTheContract(HandlerMethod handler) {
        String generated = ApiTokensApi.class.getPackageName();
        for (Class<?> type : handler.getBeanType().getInterfaces()) {
            if (type.getPackageName().equals(generated)) {
                return true;
            }
        }
        return false;
    }
}
