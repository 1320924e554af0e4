package dev.sternway.api;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.security.Refusals;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Refusals as problem documents (RFC 9457); no internals, no stack traces. */
@RestControllerAdvice
class ProblemDoor extends ResponseEntityExceptionHandler {
    @ExceptionHandler(ProblemException.class)
    ProblemDetail refused(ProblemException refusal) {
        Problem problem = refusal.problem();
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(Refusals.status(problem)), problem.what() + ". " + problem.next());
        detail.setType(URI.create("about:blank"));
        detail.setProperty("code", problem.code());
        detail.setProperty("where", problem.where());
        detail.setProperty("next", problem.next());
        return detail;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure,
            org.springframework.http.HttpHeaders headers,
            HttpStatusCode status,
            org.springframework.web.context.request.WebRequest request) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, "The body is not the JSON that is expected");
        detail.setProperty("code", "SW-0804");
        return handleExceptionInternal(failure, detail, headers, status, request);
    }
}
