package dev.sternway.security;

import dev.sternway.security.access.Access;
import dev.sternway.security.access.Caller;
import dev.sternway.security.oidc.WebappSessions;
import dev.sternway.security.web.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who has logged in to Tasklist is known on the board as well; other browsers are sent to log in, and come back. */
final class BoardGate extends OncePerRequestFilter {
    private static final String LOG_IN = "/board/log-in";

    private final WebappSessions sessions;
    private final People people;

    BoardGate(WebappSessions sessions, People people) {
        this.sessions = sessions;
        this.people = people;
    }

    static boolean open(HttpServletRequest request) {
        String path = Answers.path(request);
        return path.equals(LOG_IN) && !Access.fromAnotherSite(request) || path.startsWith("/board/assets/");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller = sessions.person(request)
                .flatMap(person -> people.groups(person).map(groups -> Caller.person(person, groups)));
        caller.ifPresent(it -> SecurityContextHolder.setContext(new SecurityContextImpl(it)));
        chain.doFilter(request, response);
    }

    /** A browser's page leads to the log-in; everything else is told how to show who it is. */
    static void turnAway(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("text/html")
                && request.getHeader("HX-Request") == null) {
            response.sendRedirect(LOG_IN + "?to=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
        } else {
            Doors.unauthorized(request, response, failure);
        }
    }
}
