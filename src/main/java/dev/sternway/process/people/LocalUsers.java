package dev.sternway.process.people;

import dev.sternway.security.Groups;
import dev.sternway.security.access.Witness.Deed;
import java.util.concurrent.Callable;
import org.operaton.bpm.engine.identity.User;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.identity.IdentityOperationResult;
import org.operaton.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.operaton.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's user table, with passwords that take the same time whoever they are for; changes are written down.
 * Counting failures is the door's business, for unknown names too.
 */
final class LocalUsers extends DbIdentityServiceProvider {
    private static final String CURRENT = "{" + Bcrypt.NAME + "}";

    private final Bcrypt bcrypt;
    private final Whom whom;

    LocalUsers(Bcrypt bcrypt, Whom whom) {
        this.bcrypt = bcrypt;
        this.whom = whom;
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        IdentityOperationResult result = super.saveUser(user);
        String did = result.getOperation().equals(IdentityOperationResult.OPERATION_CREATE) ? "made" : "changed";
        whom.did(Deed.USER_CHANGED, did + " the user " + user.getId());
        return result;
    }

    @Override
    public IdentityOperationResult deleteUser(String person) {
        return noted(super.deleteUser(person), Deed.USER_CHANGED, "deleted the user " + person);
    }

    @Override
    public IdentityOperationResult createMembership(String person, String group) {
        IdentityOperationResult result = super.createMembership(person, group);
        return group.equals(Groups.DISABLED)
                ? noted(result, Deed.USER_CHANGED, "locked the user " + person)
                : noted(result, Deed.ROLES_CHANGED, "put " + person + " into the group " + group);
    }

    @Override
    public IdentityOperationResult deleteMembership(String person, String group) {
        IdentityOperationResult result = super.deleteMembership(person, group);
        return group.equals(Groups.DISABLED)
                ? noted(result, Deed.USER_CHANGED, "unlocked the user " + person)
                : noted(result, Deed.ROLES_CHANGED, "took " + person + " out of the group " + group);
    }

    @Override
    public IdentityOperationResult deleteGroup(String group) {
        return noted(super.deleteGroup(group), Deed.ROLES_CHANGED, "deleted the group " + group);
    }

    private IdentityOperationResult noted(IdentityOperationResult result, Deed deed, String what) {
        if (!result.getOperation().equals(IdentityOperationResult.OPERATION_NONE)) {
            whom.did(deed, what);
        }
        return result;
    }

    @Override
    public boolean checkPassword(String person, String password) {
        return Boolean.TRUE.equals(Context.getCommandContext()
                .runWithoutAuthorization((Callable<Boolean>) () -> matches(person, password)));
    }

    private boolean matches(String person, String password) {
        UserEntity user = person == null ? null : findUserById(person);
        String given = password == null ? "" : password;
        if (user == null
                || user.getPassword() == null
                || given.isEmpty()
                || existsMembership(person, Groups.DISABLED)) {
            bcrypt.pretend(given);
            return false;
        }
        boolean current = user.getPassword().startsWith(CURRENT);
        boolean right = matchPassword(given, user);
        if (!current && right) {
            user.setPassword(given);
            super.saveUser(user);
        } else if (!current) {
            bcrypt.pretend(given);
        }
        return right;
    }
}
