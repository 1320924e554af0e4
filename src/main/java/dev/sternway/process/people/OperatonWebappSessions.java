package dev.sternway.process.people;

import dev.sternway.base.ProblemException;
import dev.sternway.security.oidc.WebappSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.webapp.impl.security.auth.Authentication;
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
    public Optional<String> person(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(AuthenticationUtil::getAuthsFromSession)
                .map(all -> all.getAuthenticationForProcessEngine(engine.getName()))
                .map(Authentication::getIdentityId);
    }
}
