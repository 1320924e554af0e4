package dev.sternway.security;

import dev.sternway.base.Problem;
import dev.sternway.security.access.Action;
import dev.sternway.security.token.TokenOffice;
import dev.sternway.security.web.Answers;
import dev.sternway.security.web.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets alerts in that are small enough and come from somebody who knows a key. */
final class AlertGate extends OncePerRequestFilter {
    static final int LARGEST = 1 << 20;
    /** So much more is read and thrown away, so that the sender sees the refusal and not a broken connection. */
    private static final long SWALLOWED = 16L << 20;

    private static final String BEARER = "Bearer ";

    private final AlertKeys keys;
    private final TokenOffice tokens;
    private final Clock clock;

    AlertGate(AlertKeys keys, TokenOffice tokens, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        InputStream coming = request.getInputStream();
        byte[] body = coming.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            swallow(coming);
            Answers.problem(response, 413, "Content Too Large", "SW-0807", "An alert's body may hold 1 MiB");
            return;
        }
        Optional<Problem> refusal = refusal(request, body);
        if (refusal.isPresent()) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"sternway alerts\"");
            Problem problem = refusal.get();
            Answers.problem(response, 401, "Unauthorized", problem.code(), problem.what() + ". " + problem.next());
            return;
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }

    private Optional<Problem> refusal(HttpServletRequest request, byte[] body) {
        String authorization =
                Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        Optional<String> own = BearerGate.token(request);
        if (own.isPresent()) {
            return tokens.recognise(own.get())
                            .filter(caller -> caller.may(Action.ALERTS))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            "SW-0805",
                            "The token is not valid, or not for alerts",
                            "",
                            "Make one with the scope alerts"));
        }
        if (authorization.startsWith(BEARER)) {
            return keys.knows(authorization.substring(BEARER.length()).strip())
                    ? Optional.empty()
                    : Optional.of(new Problem("SW-0805", "The token is wrong", "", "Send one of STERNWAY_ALERT_TOKEN"));
        }
        Optional<String> timestamp = Optional.ofNullable(request.getHeader(AlertKeys.TIMESTAMP));
        Optional<String> signature = Optional.ofNullable(request.getHeader(AlertKeys.SIGNATURE));
        if (timestamp.isPresent() && signature.isPresent()) {
            return keys.whyNot(timestamp.get(), signature.get(), body, clock.instant());
        }
        String missing = keys.tokens().isEmpty() && keys.signing().isEmpty()
                ? "Sternway was started without STERNWAY_ALERT_TOKEN and STERNWAY_ALERT_SECRET, so no alert gets in"
                : "Send Authorization: Bearer, or " + AlertKeys.TIMESTAMP + " and " + AlertKeys.SIGNATURE;
        return Optional.of(new Problem("SW-0805", "The alert does not say who sends it", "", missing));
    }

    private static void swallow(InputStream rest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = SWALLOWED;
        int got = rest.read(buffer);
        while (got >= 0 && left > 0) {
            left -= got;
            got = rest.read(buffer);
        }
    }
}
