package dev.sternway.process.known;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.operaton.bpm.engine.authorization.Resource;
import org.operaton.bpm.engine.authorization.Resources;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.operaton.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.operaton.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.operaton.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.operaton.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.operaton.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.operaton.bpm.engine.impl.persistence.entity.IncidentEntity;
import org.operaton.bpm.engine.impl.persistence.entity.IncidentManager;
import org.operaton.bpm.engine.runtime.Incident;
import org.springframework.stereotype.Component;

/**
 * What begins and ends within one transaction has no rows elsewhere that would have to be looked for or removed: no incident of
 * its task, and no right to its instance, unless the same transaction made one.
 */
@Component
class NothingToFind extends OwnSession {
    private static final Set<DbEntityState> NEVER_WRITTEN =
            EnumSet.of(DbEntityState.TRANSIENT, DbEntityState.DELETED_TRANSIENT);

    NothingToFind() {
        replace(IncidentManager.class, Incidents::new);
        replace(AuthorizationManager.class, Rights::new);
    }

    private static boolean neverWritten(Class<?> type, String id) {
        CachedDbEntity cached = cache().getCachedEntity(type, id);
        return cached != null && NEVER_WRITTEN.contains(cached.getEntityState());
    }

    private static DbEntityCache cache() {
        return Context.getCommandContext().getDbEntityManager().getDbEntityCache();
    }

    private static final class Incidents extends IncidentManager {
        @Override
        public List<Incident> findIncidentByConfigurationAndIncidentType(String of, String type) {
            return neverWritten(ExternalTaskEntity.class, of)
                            && cache().getEntitiesByType(IncidentEntity.class).isEmpty()
                    ? List.of()
                    : super.findIncidentByConfigurationAndIncidentType(of, type);
        }
    }

    private static final class Rights extends AuthorizationManager {
        @Override
        public void deleteAuthorizationsByResourceId(Resource resource, String id) {
            if (resource != Resources.PROCESS_INSTANCE
                    || !neverWritten(ExecutionEntity.class, id)
                    || !cache().getEntitiesByType(AuthorizationEntity.class).isEmpty()) {
                super.deleteAuthorizationsByResourceId(resource, id);
            }
        }
    }
}
