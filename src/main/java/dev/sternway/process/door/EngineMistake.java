package dev.sternway.process.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.process.engine.RefusalMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import java.util.regex.Pattern;
import org.operaton.bpm.engine.BadUserRequestException;
import org.operaton.bpm.engine.ProcessEngineException;
import org.operaton.bpm.engine.exception.NotFoundException;
import org.operaton.bpm.engine.exception.NotValidException;
import org.operaton.bpm.engine.exception.NullValueException;
import org.operaton.bpm.engine.rest.dto.ExceptionDto;
import org.operaton.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.operaton.bpm.engine.rest.exception.RestException;
import org.operaton.bpm.engine.rest.exception.RestExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of the engine: the caller's mistakes are called so, and no class, statement or folder is told. */
public final class EngineMistake {
    private static final Logger LOG = LoggerFactory.getLogger(EngineMistake.class);
    private static final int FIRST = 1;
    private static final int SERVER_ERROR = 500;
    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z][\\w]*\\.){2,}([A-Z][\\w$]*)");
    private static final Pattern STATEMENT = Pattern.compile("(?is)(###|\\bSQL\\b|insert into|select .+ from).*");
    private static final Pattern UNSTORABLE = Pattern.compile("(?is).*(value too long|invalid byte sequence|0x00).*");

    private EngineMistake() {}

    /** From the engine. */
    @Priority(FIRST)
    public static final class OfEngine implements ExceptionMapper<ProcessEngineException> {
        @Override
        public Response toResponse(ProcessEngineException failure) {
            return answer(failure, new ProcessEngineExceptionHandler().toResponse(failure));
        }
    }

    /** From the layer above it. */
    @Priority(FIRST)
    public static final class OfRest implements ExceptionMapper<RestException> {
        @Override
        public Response toResponse(RestException failure) {
            return answer(failure, new RestExceptionHandler().toResponse(failure));
        }
    }

    private static Response answer(RuntimeException failure, Response usual) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return RefusalMapper.response(refusal.problem());
            }
        }
        int status = usual.getStatus();
        if (status >= SERVER_ERROR && ofCaller(failure)) {
            status = Response.Status.BAD_REQUEST.getStatusCode();
        }
        if (status >= SERVER_ERROR) {
            LOG.error("A call of the engine failed", failure);
        }
        ExceptionDto told = usual.getEntity() instanceof ExceptionDto dto ? dto : new ExceptionDto();
        String message = STATEMENT
                .matcher(CLASS.matcher(String.valueOf(told.getMessage())).replaceAll("$1"))
                .replaceAll("the database does not take it");
        return Response.status(status)
                .type("application/json")
                .entity(Map.of("type", String.valueOf(told.getType()), "message", message))
                .build();
    }

    /** What the engine itself finds wrong has no other cause. */
    private static boolean ofCaller(Throwable failure) {
        if (failure instanceof ProcessEngineException && failure.getCause() == null) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NullValueException
                    || cause instanceof NotValidException
                    || cause instanceof NotFoundException
                    || cause instanceof BadUserRequestException
                    || cause instanceof JsonProcessingException
                    || cause instanceof IllegalArgumentException
                    || UNSTORABLE.matcher(String.valueOf(cause.getMessage())).matches()) {
                return true;
            }
        }
        return false;
    }
}
