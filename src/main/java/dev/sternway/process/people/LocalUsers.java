package dev.sternway.process.people;

import dev.sternway.security.Groups;
import java.util.concurrent.Callable;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.operaton.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's user table, with passwords that take the same time whoever they are for.
 * Counting failures is the door's business, for unknown names too.
 */
final class LocalUsers extends DbIdentityServiceProvider {
    private static final String CURRENT = "{" + Bcrypt.NAME + "}";

    private final Bcrypt bcrypt;

    LocalUsers(Bcrypt bcrypt) {
        this.bcrypt = bcrypt;
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
            saveUser(user);
        } else if (!current) {
            bcrypt.pretend(given);
        }
        return right;
    }
}
