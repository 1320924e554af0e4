package dev.sternway.security;

import dev.sternway.base.ProblemException;
import dev.sternway.security.access.Caller;
import dev.sternway.security.oidc.SingleSignOn;
import dev.sternway.security.token.TokenOffice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever shows a token, of Sternway's own or of the identity provider. */
final class BearerGate extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(BearerGate.class);

    private final TokenOffice tokens;
    private final SingleSignOn provider;

    BearerGate(TokenOffice tokens, SingleSignOn provider) {
        this.tokens = tokens;
        this.provider = provider;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> token = bearer(request);
        if (token.isPresent()) {
            Optional<Caller> caller;
            try {
                caller = own(token.get()) ? tokens.recognise(token.get()) : provider.recognise(token.get());
            } catch (ProblemException refusal) {
                LOG.info("A bearer token was refused: {}", refusal.problem());
                caller = Optional.empty();
            }
            if (caller.isEmpty()) {
                Doors.unauthorized(request, response, new BadCredentialsException("unknown token"));
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller.get());
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    /** A token of Sternway's own. */
    static Optional<String> token(HttpServletRequest request) {
        return bearer(request).filter(BearerGate::own);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private static boolean own(String token) {
        return token.startsWith(TokenOffice.MARK);
    }
}
