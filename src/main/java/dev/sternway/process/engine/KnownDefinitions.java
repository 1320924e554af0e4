package dev.sternway.process.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;
import org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.springframework.stereotype.Component;

/**
 * Remembers which definition a deployment has of a process, which never changes. Every call of a diagram by another asks for it;
 * what may change of it is read by its id as ever, once a transaction.
 */
@Component
class KnownDefinitions extends AbstractProcessEnginePlugin implements SessionFactory {
    private final Map<List<String>, String> ids = new ConcurrentHashMap<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> all = new ArrayList<>();
        Optional.ofNullable(engine.getCustomSessionFactories()).ifPresent(all::addAll);
        all.add(this);
        engine.setCustomSessionFactories(all);
    }

    @Override
    public Class<?> getSessionType() {
        return ProcessDefinitionManager.class;
    }

    @Override
    public Session openSession() {
        return new ProcessDefinitionManager() {
            @Override
            public ProcessDefinitionEntity findProcessDefinitionByDeploymentAndKey(String deployment, String key) {
                List<String> of = List.of(deployment, key);
                return Optional.ofNullable(ids.get(of))
                        .map(this::findLatestProcessDefinitionById)
                        .orElseGet(() -> {
                            ProcessDefinitionEntity found =
                                    super.findProcessDefinitionByDeploymentAndKey(deployment, key);
                            if (found != null) {
                                ids.put(of, found.getId());
                            }
                            return found;
                        });
            }
        };
    }
}
