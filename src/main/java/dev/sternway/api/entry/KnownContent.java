package dev.sternway.api.entry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away what does not say rightly what it is, and forms at /api, before anything tries to read them. */
@Component
@Order(KnownContent.AFTER_SPRING_SECURITY)
class KnownContent extends OncePerRequestFilter {
    static final int AFTER_SPRING_SECURITY = 2;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> type = Optional.ofNullable(request.getContentType()).filter(it -> !it.isBlank());
        boolean form = request.getRequestURI().startsWith("/api")
                && type.filter(it -> it.matches("(?i)(application/x-www-form-urlencoded|multipart/).*"))
                        .isPresent();
        if (type.isEmpty() || !form && known(type.get())) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        response.setContentType("application/problem+json");
        response.getWriter()
                .write(
                        "{\"type\":\"about:blank\",\"title\":\"Unsupported Media Type\",\"status\":415,\"code\":\"SW-0880\","
                                + "\"detail\":\"The Content-Type is none, or that of a form; send application/json\"}");
    }

    private static boolean known(String type) {
        try {
            MediaType parsed = MediaType.parseMediaType(type);
            return !parsed.isWildcardType() && !parsed.isWildcardSubtype();
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }
}
