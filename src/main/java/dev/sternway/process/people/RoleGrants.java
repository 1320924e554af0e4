package dev.sternway.process.people;

import static org.operaton.bpm.engine.authorization.Authorization.ANY;
import static org.operaton.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.sternway.security.access.Action;
import dev.sternway.security.access.Role;
import org.operaton.bpm.engine.AuthorizationService;
import org.operaton.bpm.engine.ManagementService;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.authorization.Permission;
import org.operaton.bpm.engine.authorization.Permissions;
import org.operaton.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.operaton.bpm.engine.authorization.Resource;
import org.operaton.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/** What the roles may do inside the engine: granted once, so that an administrator can take it away for good. */
@Component
class RoleGrants {
    private static final String GRANTED = "sternway.roles";
    private static final String ROLLBACK = "rollback";

    private final AuthorizationService authorizations;
    private final ManagementService management;

    RoleGrants(AuthorizationService authorizations, ManagementService management) {
        this.authorizations = authorizations;
        this.management = management;
    }

    void giveOnce() {
        if (management.getProperties().containsKey(GRANTED)) {
            return;
        }
        for (Role role : Role.values()) {
            role.groups().forEach(group -> give(role, group));
        }
        management.setProperty(GRANTED, "1");
    }

    private void give(Role role, String group) {
        if (role == Role.ADMINISTRATOR) {
            return;
        }
        if (role.may(Action.START)) {
            grant(
                    group,
                    Resources.PROCESS_DEFINITION,
                    ROLLBACK,
                    ProcessDefinitionPermissions.CREATE_INSTANCE,
                    ProcessDefinitionPermissions.READ);
        }
        if (role != Role.MACHINE) {
            grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            grant(
                    group,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_HISTORY);
            grant(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
            grant(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
        }
        if (role != Role.MACHINE && role != Role.DESIGNER) {
            grant(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        long there = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(id)
                .count();
        if (there == 0) {
            Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(resource);
            grant.setResourceId(id);
            for (Permission permission : permissions) {
                grant.addPermission(permission);
            }
            authorizations.saveAuthorization(grant);
        }
    }
}
