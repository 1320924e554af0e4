package dev.sternway.api;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.security.Refusals;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Refusals as problem documents (RFC 9457); no internals, no stack traces. */
@RestControllerAdvice
class ProblemDoor extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemDoor.class);

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

    /** What the database does not take: too long, or with characters that it cannot keep. */
    @ExceptionHandler(DataIntegrityViolationException.class)
    ProblemDetail unstorable(DataIntegrityViolationException failure) {
        boolean twice = failure instanceof DuplicateKeyException;
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                twice ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
                twice
                        ? "The same was done at the same moment. Look, then send it again"
                        : "A text is too long, or holds a character that cannot be kept. Send a shorter, printable one");
        detail.setProperty("code", "SW-0881");
        return detail;
    }

    /** Whatever nobody thought of goes into the server's log, and not to the caller. */
    @ExceptionHandler(Exception.class)
    ProblemDetail unforeseen(Exception failure) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            throw failure;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refused(refusal);
            }
            if (cause instanceof DataIntegrityViolationException unstorable) {
                return unstorable(unstorable);
            }
        }
        LOG.error("A request failed", failure);
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Sternway failed at this request. Look at the server's log");
        detail.setProperty("code", "SW-0882");
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
