package dev.sternway.process.door;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import java.util.Optional;

/** Bodies that are not the JSON that is expected: the place is told, not the class that was to be made of it. */
public final class UnreadableBody {
    private static final int FIRST = 1;

    private UnreadableBody() {}

    /** Not JSON. */
    @Priority(FIRST)
    public static final class NotJson implements ExceptionMapper<JsonParseException> {
        @Override
        public Response toResponse(JsonParseException failure) {
            return refused(failure);
        }
    }

    /** JSON of another shape. */
    @Priority(FIRST)
    public static final class AnotherShape implements ExceptionMapper<JsonMappingException> {
        @Override
        public Response toResponse(JsonMappingException failure) {
            return refused(failure);
        }
    }

    /** Nested too deep, or with a number or text that is too long. */
    @Priority(FIRST)
    public static final class TooMuch implements ExceptionMapper<JsonProcessingException> {
        @Override
        public Response toResponse(JsonProcessingException failure) {
            return refused(failure);
        }
    }

    private static Response refused(JsonProcessingException failure) {
        String where = Optional.ofNullable(failure.getLocation())
                .map(at -> ", line " + at.getLineNr() + ", column " + at.getColumnNr())
                .orElse("");
        return Response.status(Response.Status.BAD_REQUEST)
                .type("application/problem+json")
                .entity(Map.of(
                        "type", "about:blank",
                        "title", "Bad Request",
                        "status", 400,
                        "code", "SW-0804",
                        "detail", "The body is not the JSON that is expected" + where))
                .build();
    }
}
