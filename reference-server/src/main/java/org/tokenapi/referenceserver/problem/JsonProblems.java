package org.tokenapi.referenceserver.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Describes why a body can't be read, in terms of JSON instead of Java and without quoting the body. */
final class JsonProblems {
    private JsonProblems() {}

    static ProblemException of(Throwable unreadable) {
        JacksonException json = null;
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException) {
                return ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, BodyTooLargeException.DETAIL);
            }
            if (json == null && cause instanceof JacksonException e) {
                json = e;
            }
        }
        if (json == null) {
            return ProblemException.badRequest(Violation.body("", "is required"));
        }
        // Malformed JSON has no meaningful path, wherever the parser stopped.
        String path = json instanceof DatabindException ? path(json.getPath()) : "";
        return ProblemException.badRequest(Violation.body(path, detail(json)));
    }

    private static String detail(JacksonException json) {
        if (json instanceof RefusedJsonException) {
            return json.getOriginalMessage();
        }
        if (json instanceof InvalidNullException) {
            return "must not be null";
        }
        if (json instanceof StreamConstraintsException) {
            return "is nested too deeply, or has a name, number or string that is too long";
        }
        boolean trailing = json.getOriginalMessage().startsWith("Trailing token");
        if (json instanceof MismatchedInputException mismatched && !trailing) {
            return describe(mismatched.getTargetType());
        }
        if (json instanceof ValueInstantiationException value) {
            return describe(value.getType() == null ? null : value.getType().getRawClass());
        }
        if (json instanceof DatabindException && !trailing) {
            return "has an invalid value";
        }
        String what =
                json instanceof StreamReadException && json.getOriginalMessage().startsWith("Duplicate")
                        ? "has a duplicate property"
                        : "is not well-formed JSON";
        TokenStreamLocation at = json.getLocation();
        return at == null ? what : what + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String describe(@Nullable Class<?> type) {
        if (type == null) {
            return "has a value of the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return Collection.class.isAssignableFrom(type) ? "must be an array" : "must be an object";
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            String property = reference.getPropertyName();
            if (property == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(property);
            }
        }
        return path.toString();
    }
}
