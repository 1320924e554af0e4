package dev.sternway.security.oidc;

import jakarta.servlet.http.HttpServletRequest;

/** The webapps' own sessions. */
public interface WebappSessions {
    /** Logs a known person in; the session's id changes. */
    void open(HttpServletRequest request, String person);

    boolean isOpen(HttpServletRequest request);
}
