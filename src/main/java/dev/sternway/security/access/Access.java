package dev.sternway.security.access;

import dev.sternway.security.web.Answers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Decides by the rules. A browser that another site sent here changes nothing. */
@Component
public class Access implements AuthorizationManager<RequestAuthorizationContext> {
    /** Who may read the metrics: everybody, whoever may read, or only a token with the scope metrics. */
    enum Metrics {
        OPEN,
        ROLE,
        TOKEN
    }

    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

    private final Metrics metrics;

    Access(@Value("${STERNWAY_METRICS:role}") String metrics) {
        this.metrics = Metrics.valueOf(metrics.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public AuthorizationDecision check(Supplier<Authentication> who, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Optional<Action> needed =
                Rules.covering(request.getMethod(), Answers.path(request)).map(Rule::action);
        if (needed.isEmpty() || fromAnotherSite(request)) {
            return new AuthorizationDecision(false);
        }
        boolean metered = needed.get() == Action.METRICS;
        if (metered && metrics == Metrics.OPEN) {
            return new AuthorizationDecision(true);
        }
        return new AuthorizationDecision(Caller.of(who.get())
                .filter(caller -> caller.may(needed.get()))
                .filter(caller -> !metered || metrics == Metrics.ROLE || !caller.person())
                .isPresent());
    }

    /** Whether a browser says that a page of somebody else wants something changed. */
    public static boolean fromAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && site.endsWith("-site") && !READING.contains(request.getMethod());
    }
}
