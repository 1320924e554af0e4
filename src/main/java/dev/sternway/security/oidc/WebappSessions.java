package dev.sternway.security.oidc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The webapps' own sessions. */
public interface WebappSessions {
    /** Logs a known person in; the session's id changes. */
    void open(HttpServletRequest request, String person);

    /** Who has logged in, to the webapps or the board. */
    Optional<String> person(HttpServletRequest request);

    default boolean isOpen(HttpServletRequest request) {
        return person(request).isPresent();
    }
}
