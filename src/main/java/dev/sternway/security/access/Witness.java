package dev.sternway.security.access;

import java.util.Map;

/** Writes down who changed what others may do, in the transaction of the change. */
public interface Witness {
    /** What happened. */
    enum Deed {
        TOKEN_MADE,
        TOKEN_REVOKED,
        USER_CHANGED,
        ROLES_CHANGED,
        RIGHTS_CHANGED,
        LOG_IN_LOCKED
    }

    /** @param what in words. @param detail never a secret */
    void note(Deed deed, String actor, String what, Map<String, String> detail);
}
