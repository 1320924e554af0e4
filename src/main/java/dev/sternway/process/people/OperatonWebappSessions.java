package dev.sternway.process.people;

import dev.sternway.base.ProblemException;
import dev.sternway.security.oidc.WebappSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.operaton.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.stereotype.Component;

@Component
class OperatonWebappSessions implements WebappSessions {
    private final ProcessEngine engine;

    OperatonWebappSessions(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    public void open(HttpServletRequest request, String person) {
        UserAuthentication authentication = AuthenticationUtil.createAuthentication(engine, person);
        if (authentication == null) {
            throw ProblemException.of("SW-0814", "Nobody is called " + person, "", "Log in again");
        }
        AuthenticationUtil.revalidateSession(request, authentication);
    }

    @Override
    public boolean isOpen(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && AuthenticationUtil.getAuthsFromSession(session).getAuthenticationForProcessEngine(engine.getName())
                        != null;
    }
}
