package dev.sternway.process.engine;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.security.Refusals;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import org.operaton.bpm.engine.rest.exception.RestExceptionHandler;

/** Turns what a use case refuses inside an engine call into a problem document. Public because Jersey creates it. */
public final class RefusalMapper implements ExceptionMapper<RuntimeException> {
    private static final String ENGINE_REST = "org.operaton.bpm.engine.rest.";

    private final RestExceptionHandler usual = new RestExceptionHandler();

    @Override
    public Response toResponse(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return response(refusal.problem());
            }
        }
        if (failure instanceof org.operaton.bpm.engine.rest.exception.RestException rest) {
            return usual.toResponse(rest);
        }
        if (failure instanceof NullPointerException && inEngineRest(failure)) {
            return response(new Problem("SW-0804", "The body is not the JSON that is expected", "", "Send an object"));
        }
        return new org.operaton.bpm.engine.rest.exception.ExceptionHandler().toResponse(failure);
    }

    /** It does not look whether the body was {@code null}. */
    private static boolean inEngineRest(RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(ENGINE_REST);
    }

    public static Response response(Problem problem) {
        int status = Refusals.status(problem);
        return Response.status(status)
                .type("application/problem+json")
                .entity(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        problem.what(),
                        "status",
                        status,
                        "detail",
                        problem.what() + ". " + problem.next(),
                        "code",
                        problem.code(),
                        "next",
                        problem.next()))
                .build();
    }
}
