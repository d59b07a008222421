package org.tokenapi.referenceserver.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;

/**
 * Checks the format of query parameters before their conversion. Spring is lenient: it accepts repeated parameters,
 * empty values, hexadecimal numbers, and the Java names of enum constants.
 */
final class QueryCheck implements HandlerInterceptor {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation) {
            List<Violation> violations = new ArrayList<>();
            for (MethodParameter parameter : operation.getMethodParameters()) {
                RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
                if (query != null) {
                    String[] values = values(request, query.value());
                    String detail = detail(values, query.required(), parameter.getParameterType());
                    if (detail != null) {
                        violations.add(Violation.query(query.value(), detail));
                    }
                }
            }
            if (!violations.isEmpty()) {
                throw ProblemException.badRequest(violations);
            }
        }
        return true;
    }

    private static String @Nullable [] values(HttpServletRequest request, String name) {
        try {
            return request.getParameterValues(name);
        } catch (IllegalStateException undecodable) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "The query can't be decoded.");
        }
    }

    private static @Nullable String detail(String @Nullable [] values, boolean required, Class<?> type) {
        if (values == null) {
            return required ? "is required" : null;
        }
        if (values.length > 1) {
            return "must be given once";
        }
        if (type.isEnum()) {
            List<String> names =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            return names.contains(values[0])
                    ? null
                    : "must be one of " + names.stream().collect(Collectors.joining(", "));
        }
        return type == Integer.class ? integerDetail(values[0]) : null;
    }

    private static @Nullable String integerDetail(String value) {
        if (!WHOLE_NUMBER.matcher(value).matches()) {
            return "must be a whole number";
        }
        try {
            Integer.parseInt(value);
            return null;
        } catch (NumberFormatException outOfRange) {
            return "must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
        }
    }
}
