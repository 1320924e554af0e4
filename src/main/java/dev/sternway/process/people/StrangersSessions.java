package dev.sternway.process.people;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.operaton.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The webapps give everybody a session who looks at a page. Of those of people who have not logged in, only the newest stay. */
@Component
class StrangersSessions implements HttpSessionListener {
    private final int most;
    private final Deque<HttpSession> sessions = new ArrayDeque<>();

    StrangersSessions(@Value("${sternway.sessions.strangers:2000}") int most) {
        this.most = most;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        tooMany(event.getSession()).forEach(HttpSession::invalidate);
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        forget(event.getSession());
    }

    private synchronized void forget(HttpSession session) {
        sessions.remove(session);
    }

    private synchronized List<HttpSession> tooMany(HttpSession fresh) {
        sessions.add(fresh);
        List<HttpSession> tooMany = new ArrayList<>();
        while (sessions.size() > most) {
            HttpSession oldest = sessions.remove();
            if (isStrangers(oldest)) {
                tooMany.add(oldest);
            }
        }
        return tooMany;
    }

    private static boolean isStrangers(HttpSession session) {
        try {
            return AuthenticationUtil.getAuthsFromSession(session)
                    .getAuthentications()
                    .isEmpty();
        } catch (IllegalStateException ended) {
            return false;
        }
    }
}
