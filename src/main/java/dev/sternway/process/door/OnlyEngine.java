package dev.sternway.process.door;

import dev.sternway.security.web.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The webapps fail where an address names an engine that is not there; this says so before them. */
@Component
@Order(OnlyEngine.BEFORE_WEBAPPS)
class OnlyEngine extends OncePerRequestFilter {
    static final int BEFORE_WEBAPPS = 1;

    private static final Pattern ANOTHER = Pattern.compile("/operaton/app/[^/]+/(?!default/)[^/]+/.*");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ANOTHER.matcher(Answers.path(request)).matches()
                || Answers.path(request).contains(".");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Answers.problem(
                response,
                HttpServletResponse.SC_NOT_FOUND,
                "Not Found",
                "SW-0942",
                "There is one engine, and it is called default");
    }
}
