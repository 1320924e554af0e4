package dev.sternway.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers that are given before any handler is asked. */
public final class Answers {
    /** Attribute of a request whose refusal was written for people to read; it is left as it is. */
    public static final String FOR_PEOPLE = "dev.sternway.for-people";

    private Answers() {}

    /** The path as servlets see it, decoded. */
    public static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }

    /** @param detail plain words without quotation marks */
    public static void problem(HttpServletResponse response, int status, String title, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"code\":\""
                        + code + "\",\"detail\":\"" + detail + "\",\"message\":\"" + detail + "\"}");
    }
}
