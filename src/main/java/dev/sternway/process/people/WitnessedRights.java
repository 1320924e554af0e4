package dev.sternway.process.people;

import dev.sternway.security.access.Witness;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.operaton.bpm.engine.authorization.Authorization;
import org.operaton.bpm.engine.impl.AuthorizationServiceImpl;
import org.operaton.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.transaction.support.TransactionOperations;

/** The engine's authorisations; what a caller changes of them is written down, whichever door it came through. */
final class WitnessedRights extends AuthorizationServiceImpl {
    private final Whom whom;
    private final Supplier<TransactionOperations> transaction;

    WitnessedRights(Whom whom, Supplier<TransactionOperations> transaction) {
        this.whom = whom;
        this.transaction = transaction;
    }

    @Override
    public Authorization saveAuthorization(Authorization authorization) {
        return Objects.requireNonNull(transaction.get().execute(status -> {
            Authorization saved = super.saveAuthorization(authorization);
            note("set", saved);
            return saved;
        }));
    }

    @Override
    public void deleteAuthorization(String id) {
        transaction.get().executeWithoutResult(status -> {
            Authorization before =
                    createAuthorizationQuery().authorizationId(id).singleResult();
            super.deleteAuthorization(id);
            if (before != null) {
                note("removed", before);
            }
        });
    }

    /** What Sternway grants to its roles by itself at the first start is no news. */
    private void note(String did, Authorization right) {
        if (whom.caller().isEmpty()) {
            return;
        }
        String whose = right.getGroupId() != null ? "the group " + right.getGroupId() : "the user " + right.getUserId();
        whom.did(
                Witness.Deed.RIGHTS_CHANGED,
                did + " a right of " + whose,
                Map.of(
                        "right",
                        right.getId(),
                        "resource",
                        right.getResourceType() + " " + right.getResourceId(),
                        "permissions",
                        right instanceof AuthorizationEntity entity ? String.valueOf(entity.getPermissions()) : ""));
    }
}
