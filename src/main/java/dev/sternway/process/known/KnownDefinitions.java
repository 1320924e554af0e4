package dev.sternway.process.known;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.springframework.stereotype.Component;

/**
 * Remembers which definition a deployment has of a process, which never changes. Every call of a diagram by another asks for it;
 * what may change of it is read by its id as ever, once a transaction.
 */
@Component
class KnownDefinitions extends OwnSession {
    private final Map<List<String>, String> ids = new ConcurrentHashMap<>();

    KnownDefinitions() {
        replace(ProcessDefinitionManager.class, Definitions::new);
    }

    private final class Definitions extends ProcessDefinitionManager {
        @Override
        public ProcessDefinitionEntity findProcessDefinitionByDeploymentAndKey(String deployment, String key) {
            List<String> of = List.of(deployment, key);
            return Optional.ofNullable(ids.get(of))
                    .map(this::findLatestProcessDefinitionById)
                    .orElseGet(() -> {
                        ProcessDefinitionEntity found = super.findProcessDefinitionByDeploymentAndKey(deployment, key);
                        if (found != null) {
                            ids.put(of, found.getId());
                        }
                        return found;
                    });
        }
    }
}
