package dev.sternway.security.oidc;

import dev.sternway.security.web.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends browsers that open a webapp to the provider first; with {@code ?local} local users still log in. */
final class SendToProvider extends OncePerRequestFilter {
    private static final Pattern PAGE =
            Pattern.compile("/operaton/?|/operaton/app/?|/operaton/app/[a-z]+/?(default/?)?");

    private final WebappSessions sessions;
    private final String provider;

    SendToProvider(WebappSessions sessions, String provider) {
        this.sessions = sessions;
        this.provider = provider;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean page = request.getMethod().equals("GET")
                && PAGE.matcher(Answers.path(request)).matches()
                && Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("text/html");
        return !page || request.getParameterMap().containsKey("local") || sessions.isOpen(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.sendRedirect(provider);
    }
}
