package dev.sternway.security.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Errors without internals, whoever wrote them: the engine names its classes and its SQL. What people may read is kept;
 * of failures of the server itself only a number that stands in the log, too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class QuietErrors extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);
    private static final Pattern CLASS =
            Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+[A-Z][\\w$]*(?::\\s?)?|\\b[A-Z]\\w+Exception\\b(?::\\s?)?");
    private static final Pattern INNER =
            Pattern.compile("(?s)\\R?\\s*(?:###|\\bat [a-z][\\w.]+\\(|ENGINE-\\d+ ?Exception while).*");
    private static final Pattern DISGUISED = Pattern.compile("/[^/]*%.*|.*;.*");
    private static final Pattern OURS = Pattern.compile("\\bSW-\\d{4} ");
    private static final String HEALTH = "/actuator/health";
    private static final List<String> TELLING = List.of("exceptionType", "trace", "exception", "stackTrace");

    private final ObjectMapper json;

    QuietErrors(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getMethod().equals("TRACE")) {
            Answers.problem(response, 405, "Method Not Allowed", "SW-0809", "TRACE is not answered");
            return;
        }
        if (DISGUISED.matcher(request.getRequestURI()).matches()) {
            Answers.problem(response, 400, "Bad Request", "SW-0809", "Write the path plainly");
            return;
        }
        HeldErrors held = new HeldErrors(response);
        chain.doFilter(request, held);
        byte[] body = held.body();
        if (!held.error() || body.length == 0) {
            return;
        }
        int status = response.getStatus();
        String type = Objects.requireNonNullElse(response.getContentType(), "");
        byte[] quiet;
        if (request.getAttribute(Answers.FOR_PEOPLE) != null) {
            quiet = body;
        } else if (type.contains("json")) {
            quiet = quiet(request, status, body);
        } else {
            response.setContentType("application/problem+json");
            quiet = json.writeValueAsBytes(plain(status, words(status, request)));
        }
        response.setContentLength(quiet.length);
        response.getOutputStream().write(quiet);
    }

    private byte[] quiet(HttpServletRequest request, int status, byte[] body) throws IOException {
        if (!(read(body) instanceof ObjectNode error)
                || (status >= 500 && !refused(error) && !health(request, error))) {
            return json.writeValueAsBytes(plain(status, words(status, request)));
        }
        error.remove(TELLING);
        for (String field : List.of("message", "detail", "error", "title")) {
            if (error.path(field).isTextual()) {
                error.put(field, cleaned(error.path(field).asText()));
            }
        }
        if (error.path("type").asText("").endsWith("Exception")) {
            error.put("type", "about:blank").put("status", status);
        }
        return json.writeValueAsBytes(error);
    }

    /** The webapps' engine calls every refusal a failure; what it says then is for the person who sees it. */
    private static boolean refused(ObjectNode error) {
        return error.path("code").asText().startsWith("SW-")
                || OURS.matcher(error.path("message").asText()).find();
    }

    /** That a part is not up is an answer, no failure; it holds one word for each. */
    private static boolean health(HttpServletRequest request, ObjectNode error) {
        return Answers.path(request).startsWith(HEALTH) && error.path("status").isTextual();
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException none) {
            return json.missingNode();
        }
    }

    private static String words(int status, HttpServletRequest request) {
        if (status < 500) {
            return "The server answers with " + status;
        }
        String number = UUID.randomUUID().toString();
        LOG.error("{} {} failed with {}, number {}", request.getMethod(), Answers.path(request), status, number);
        return "The server failed; its log says more under number " + number;
    }

    private static Map<String, Object> plain(int status, String words) {
        return Map.of(
                "type",
                "about:blank",
                "status",
                status,
                "code",
                status < 500 ? "SW-0809" : "SW-0810",
                "detail",
                words,
                "message",
                words);
    }

    static String cleaned(String text) {
        String first = INNER.matcher(text).replaceFirst("");
        return CLASS.matcher(first).replaceAll("").strip();
    }
}
