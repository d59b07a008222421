package org.tokenapi.referenceserver.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Writes a problem for requests that the container rejects and for failures in a filter. */
@Controller
final class ErrorDispatch implements ErrorController {
    private final ProblemWriter problems;

    ErrorDispatch(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    void problem(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        String detail = status.is5xxServerError()
                ? "The request could not be completed."
                : status == HttpStatus.NOT_FOUND ? "The path does not exist." : "The request is malformed.";
        problems.write(response, status, detail);
    }

    /** Without a status code, the request was for {@code /error} itself, which is not a path of the contract. */
    private static HttpStatus status(@Nullable Object code) {
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
