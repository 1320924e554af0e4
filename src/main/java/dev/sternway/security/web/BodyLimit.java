package dev.sternway.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are too long for their door, announced or not. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BodyLimit extends OncePerRequestFilter {
    private static final long MEBIBYTE = 1L << 20;
    private static final long USUAL = 2 * MEBIBYTE;
    private static final long OF_FILES = 24 * MEBIBYTE;
    /** So much more is read and thrown away, so that the sender sees the refusal and not a broken connection. */
    private static final long SWALLOWED = 16 * MEBIBYTE;

    /** Alerts have a gate of their own, with a limit of its own. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getMethod().equals("POST") && Answers.path(request).startsWith("/api/alerts/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long largest = largest(Answers.path(request));
        if (request.getContentLengthLong() > largest) {
            refuse(request, response, largest);
            return;
        }
        LimitedRequest limited = new LimitedRequest(request, largest);
        try {
            chain.doFilter(limited, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            if (!limited.exceeded()) {
                throw failure;
            }
        }
        if (limited.exceeded() && !response.isCommitted()) {
            response.resetBuffer();
            refuse(request, response, largest);
        }
    }

    /** Plans come as zip, diagrams with their deployment, attachments with a task. */
    private static long largest(String path) {
        boolean files = path.equals("/api/guards")
                || path.endsWith("/deployment/create")
                || path.endsWith("/attachment/create")
                || path.endsWith("/data");
        return files ? OF_FILES : USUAL;
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, long largest)
            throws IOException {
        InputStream rest = request.getInputStream();
        byte[] buffer = new byte[1 << 16];
        long left = SWALLOWED;
        int got = rest.read(buffer);
        while (got >= 0 && left > 0) {
            left -= got;
            got = rest.read(buffer);
        }
        Answers.problem(
                response, 413, "Content Too Large", "SW-0808", "A body may hold " + largest / MEBIBYTE + " MiB here");
    }
}
