package dev.sternway.process.admit;

import dev.sternway.security.Groups;
import org.operaton.bpm.engine.AuthorizationService;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.authorization.Permissions;
import org.operaton.bpm.engine.authorization.Resources;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Designers may deploy through the engine's own doors, outside of production; nobody else but administrators may. */
@Component
class DesignerRights {
    private final AuthorizationService authorizations;

    DesignerRights(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    @EventListener(ApplicationStartedEvent.class)
    void grant() {
        boolean granted = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(Groups.DESIGNER)
                        .resourceType(Resources.DEPLOYMENT)
                        .count()
                > 0;
        if (!granted) {
            Authorization create = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            create.setGroupId(Groups.DESIGNER);
            create.setResource(Resources.DEPLOYMENT);
            create.setResourceId(Authorization.ANY);
            create.addPermission(Permissions.CREATE);
            create.addPermission(Permissions.READ);
            authorizations.saveAuthorization(create);
        }
    }
}
