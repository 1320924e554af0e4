package dev.sternway.process.engine;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;

/** Turns what a use case refuses inside an engine call into a problem document. Public because Jersey creates it. */
public final class RefusalMapper implements ExceptionMapper<ProblemException> {
    @Override
    public Response toResponse(ProblemException refusal) {
        Problem problem = refusal.problem();
        int status = dev.sternway.run.Refusals.status(problem);
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
