package org.tokenapi.referenceserver.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;

/**
 * Checks that the caller accepts the media type of a successful response. A media type with parameters must be accepted
 * with these parameters. The media type of problems is not enough.
 */
final class AcceptCheck implements HandlerInterceptor {

    /** The media type of each operation, cached because each request needs it and finding it is slow. */
    private final Map<Method, Optional<Success>> successes = new ConcurrentHashMap<>();

    /** The media type, and its text in the contract. */
    private record Success(MediaType type, String text) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation) {
            successes
                    .computeIfAbsent(operation.getMethod(), AcceptCheck::success)
                    .ifPresent(success -> check(request, success));
        }
        return true;
    }

    private static void check(HttpServletRequest request, Success success) {
        if (!admits(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)), success.type)) {
            throw ProblemException.of(
                    HttpStatus.NOT_ACCEPTABLE,
                    "The operation does not produce a media type that the request accepts.",
                    Violation.header(HttpHeaders.ACCEPT, "must allow " + success.text));
        }
        request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(success.type));
    }

    private static Optional<Success> success(Method operation) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(operation, RequestMapping.class);
        return mapping == null
                ? Optional.empty()
                : Arrays.stream(mapping.produces())
                        .map(text -> new Success(MediaType.parseMediaType(text), text))
                        .filter(success -> !success.type.equalsTypeAndSubtype(MediaType.APPLICATION_PROBLEM_JSON))
                        .findFirst();
    }

    /**
     * Whether these Accept headers allow this media type. Without a header, any media type without parameters is
     * allowed.
     */
    static boolean admits(List<String> accept, MediaType success) {
        if (accept.stream().allMatch(String::isBlank)) {
            return success.getParameters().isEmpty();
        }
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
        // RFC 9110, section 12.5.1: the most specific matching range determines the quality.
        int best = -1;
        double quality = 0;
        for (MediaType range : ranges) {
            int specificity = fits(range, success) ? specificity(range) : -1;
            if (specificity > best || specificity == best && specificity >= 0 && range.getQualityValue() > quality) {
                best = specificity;
                quality = range.getQualityValue();
            }
        }
        return quality > 0;
    }

    private static boolean fits(MediaType range, MediaType success) {
        return range.includes(new MediaType(success, Map.of()))
                && parameters(range).equals(parameters(success));
    }

    private static int specificity(MediaType range) {
        return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
    }

    /** The parameters with unquoted values, without the weight and without UTF-8, which JSON always uses. */
    private static Map<String, String> parameters(MediaType type) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        type.getParameters().forEach((name, value) -> {
            String plain = unquote(value);
            if (!name.equalsIgnoreCase("q") && !(name.equalsIgnoreCase("charset") && plain.equalsIgnoreCase("utf-8"))) {
                parameters.put(name, plain);
            }
        });
        return parameters;
    }

    private static String unquote(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
