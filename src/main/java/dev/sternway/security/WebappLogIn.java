package dev.sternway.security;

import dev.sternway.security.login.LockedOut;
import dev.sternway.security.login.Lockout;
import dev.sternway.security.web.Answers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts failed log-ins into the webapps, which check the password themselves. */
final class WebappLogIn extends OncePerRequestFilter {
    private static final Pattern LOG_IN = Pattern.compile("/operaton/api/admin/auth/user/[^/]+/login/[^/]+/?");

    private final Lockout lockout;

    WebappLogIn(Lockout lockout) {
        this.lockout = lockout;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOG_IN.matcher(Answers.path(request)).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String person = Objects.requireNonNullElse(request.getParameter("username"), "");
        try {
            lockout.attempt(person, request.getRemoteAddr(), () -> tried(request, response, chain));
        } catch (LockedOut locked) {
            Doors.tooMany(response, locked);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static Optional<Integer> tried(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ServletException failure) {
            throw new IllegalStateException(failure);
        }
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                ? Optional.empty()
                : Optional.of(response.getStatus());
    }
}
