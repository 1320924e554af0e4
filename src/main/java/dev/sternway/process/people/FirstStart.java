package dev.sternway.process.people;

import static org.operaton.bpm.engine.authorization.Authorization.ANY;
import static org.operaton.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;

import dev.sternway.process.tasklist.TasklistFilters;
import dev.sternway.security.Groups;
import java.security.SecureRandom;
import java.util.Base64;
import org.operaton.bpm.engine.AuthorizationService;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.authorization.Permission;
import org.operaton.bpm.engine.authorization.Permissions;
import org.operaton.bpm.engine.authorization.Resource;
import org.operaton.bpm.engine.authorization.Resources;
import org.operaton.bpm.engine.identity.User;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the administrator, the groups, what the groups may do and the lists in Tasklist; does nothing where they exist. */
@Component
class FirstStart {
    private static final int PASSWORD_BYTES = 18;

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final TasklistFilters lists;
    private final RoleGrants grants;
    private final String adminPassword;

    FirstStart(
            IdentityService identity,
            AuthorizationService authorizations,
            TasklistFilters lists,
            RoleGrants grants,
            @Value("${STERNWAY_ADMIN_PASSWORD:}") String adminPassword) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.lists = lists;
        this.grants = grants;
        this.adminPassword = adminPassword;
    }

    @EventListener(ApplicationStartedEvent.class)
    void prepare() {
        group(Groups.ADMIN);
        if (identity.createUserQuery().memberOfGroup(Groups.ADMIN).count() == 0) {
            createAdmin();
        }
        Groups.PEOPLE.forEach(this::group);
        group(Groups.MACHINE);
        group(Groups.DISABLED);
        if (lists.makeOnce()) {
            global(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            global(Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        }
        grants.giveOnce();
    }

    private void createAdmin() {
        boolean generated = adminPassword.isBlank();
        String password = generated ? generate() : adminPassword;
        User admin = identity.newUser("admin");
        admin.setFirstName("Sternway");
        admin.setLastName("Administrator");
        admin.setPassword(password);
        identity.saveUser(admin);
        identity.createMembership("admin", Groups.ADMIN);
        if (generated) {
            System.out.println("First start: log in as admin with the password " + password
                    + " and change it; it is not shown again.");
        }
    }

    private static String generate() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void group(String name) {
        if (identity.createGroupQuery().groupId(name).count() == 0) {
            var group = identity.newGroup(name);
            group.setName(name);
            group.setType("WORKFLOW");
            identity.saveGroup(group);
        }
    }

    private void global(Resource resource, String id, Permission permission) {
        Authorization all = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
        all.setResource(resource);
        all.setResourceId(id);
        all.addPermission(permission);
        authorizations.saveAuthorization(all);
    }
}
