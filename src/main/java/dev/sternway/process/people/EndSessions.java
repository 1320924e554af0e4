package dev.sternway.process.people;

import dev.sternway.security.People;
import dev.sternway.security.web.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.operaton.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the webapps' sessions of people who were disabled or deleted, half a minute later at most. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class EndSessions extends OncePerRequestFilter {
    private static final String LOOKED = EndSessions.class.getName();
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final People people;
    private final Clock clock;

    EndSessions(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = Answers.path(request);
        return !path.startsWith("/operaton/api/") && !path.startsWith("/operaton/app/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request.getSession(false);
        if (session != null && due(session)) {
            boolean gone = AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
                    .anyMatch(one -> people.groups(one.getIdentityId()).isEmpty());
            if (gone) {
                session.invalidate();
            } else {
                session.setAttribute(LOOKED, clock.instant());
            }
        }
        chain.doFilter(request, response);
    }

    private boolean due(HttpSession session) {
        return !(session.getAttribute(LOOKED) instanceof Instant last)
                || last.plus(EVERY).isBefore(clock.instant());
    }
}
