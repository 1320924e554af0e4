package dev.sternway.api.trail;

import dev.sternway.ledger.Origin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes who calls from where, for every entry of the ledger that the call leads to, whichever door it came through. */
@Component
@Order(WhereFrom.AFTER_SPRING_SECURITY)
class WhereFrom extends OncePerRequestFilter {
    static final int AFTER_SPRING_SECURITY = 1;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Origin.set(
                request.getRemoteAddr(),
                Optional.ofNullable(request.getHeader("User-Agent")).orElse(""),
                login(request));
        try {
            chain.doFilter(request, response);
        } finally {
            Origin.clear();
        }
    }

    /** The scheme only: what follows it is a secret. */
    private static String login(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getHeader("Authorization"))
                .orElse("")
                .strip();
        String scheme = header.isEmpty() ? "session" : header.split("\\s+", 2)[0];
        return switch (scheme.toLowerCase(java.util.Locale.ROOT)) {
            case "basic" -> "password";
            case "bearer" -> "token";
            case "session" -> "session";
            default -> "other";
        };
    }
}
