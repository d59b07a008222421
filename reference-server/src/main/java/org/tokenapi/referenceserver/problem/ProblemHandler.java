package org.tokenapi.referenceserver.problem;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.storage.UnknownOutcomeException;

/** Maps exceptions to problems. */
@RestControllerAdvice
@Order(0)
final class ProblemHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemWriter problems;

    ProblemHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void refused(ProblemException refused, HttpServletResponse response) throws IOException {
        problems.write(response, refused.status(), refused.detail(), refused.violations());
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException unreadable, HttpServletResponse response) throws IOException {
        refused(JsonProblems.of(unreadable), response);
    }

    @ExceptionHandler
    void invalid(ConstraintViolationException invalid, HandlerMethod operation, HttpServletResponse response)
            throws IOException {
        List<Violation> violations = invalid.getConstraintViolations().stream()
                .map(violation -> violation(violation, operation))
                .sorted(Comparator.comparing(Violation::in).thenComparing(v -> Objects.toString(v.name(), "")))
                .toList();
        refused(ProblemException.badRequest(violations), response);
    }

    /** The firewall checks a header only when something reads it. */
    @ExceptionHandler
    void rejected(RequestRejectedException rejected, HttpServletResponse response) throws IOException {
        problems.write(response, HttpStatus.BAD_REQUEST, "The request line or a header was rejected.");
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    void busy(Exception busy, HttpServletResponse response) throws IOException {
        LOG.warn("The database is unavailable for a request: {}", reason(busy));
        problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "Try again in 5 seconds.");
    }

    @ExceptionHandler
    void unknown(UnknownOutcomeException unknown, HttpServletResponse response) throws IOException {
        LOG.warn("The outcome of a request is unknown: {}", reason(unknown));
        problems.write(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "It is unknown whether the request was carried out: the connection to the database was lost during the"
                        + " commit. Try again in 5 seconds.");
    }

    @ExceptionHandler
    void unsupported(HttpMediaTypeNotSupportedException unsupported, HttpServletResponse response) throws IOException {
        headers(unsupported, response);
        String types = unsupported.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        refused(
                ProblemException.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "The Content-Type is missing or not supported.",
                        Violation.header(HttpHeaders.CONTENT_TYPE, "must be " + types)),
                response);
    }

    @ExceptionHandler
    void other(Exception other, HttpServletResponse response) throws IOException {
        if (other instanceof ErrorResponse error) {
            HttpStatus status = HttpStatus.valueOf(error.getStatusCode().value());
            headers(error, response);
            problems.write(
                    response,
                    status,
                    status == HttpStatus.NOT_FOUND
                            ? "The path does not exist."
                            : Objects.toString(error.getBody().getDetail(), status.getReasonPhrase() + "."));
            return;
        }
        if (other instanceof HttpMessageNotWritableException || other instanceof IOException) {
            for (Throwable cause = other; cause != null; cause = cause.getCause()) {
                if (cause.getClass().getSimpleName().equals("ClientAbortException")) {
                    return;
                }
            }
        }
        if (Transactions.isUnavailable(other)) {
            busy(other, response);
            return;
        }
        LOG.error("A request failed", other);
        problems.write(response, HttpStatus.INTERNAL_SERVER_ERROR, "The request could not be completed.");
    }

    private static @Nullable String reason(Exception failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }

    private static void headers(ErrorResponse error, HttpServletResponse response) {
        error.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    /** The first node of the path is the method, the second the parameter, and the rest leads into the body. */
    private static Violation violation(ConstraintViolation<?> violation, HandlerMethod operation) {
        StringBuilder name = new StringBuilder();
        RequestParam query = null;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                int index = node.as(Path.ParameterNode.class).getParameterIndex();
                query = operation.getMethodParameters()[index].getParameterAnnotation(RequestParam.class);
            } else if (node.getKind() != ElementKind.METHOD) {
                if (node.isInIterable() && node.getIndex() != null) {
                    name.append('[').append(node.getIndex()).append(']');
                } else if (node.isInIterable() && node.getKey() != null) {
                    name.append('.').append(node.getKey());
                }
                if (node.getKind() == ElementKind.PROPERTY) {
                    name.append(name.isEmpty() ? "" : ".").append(node.getName());
                }
            }
        }
        String detail = violation.getMessage();
        return query == null ? Violation.body(name.toString(), detail) : Violation.query(query.value(), detail);
    }
}
