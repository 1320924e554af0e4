package dev.sternway.process.admit;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;
import org.operaton.bpm.engine.impl.persistence.GenericManagerFactory;
import org.operaton.bpm.engine.impl.persistence.entity.DeploymentManager;
import org.operaton.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.operaton.bpm.engine.repository.ProcessDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Whoever deletes diagrams through one of the engine's doors stands in the ledger, and takes neither rollbacks that run nor the
 * history of those that ran along: the engine itself refuses the former unless it is told to cascade.
 */
@Component
class KeptDiagrams extends AbstractProcessEnginePlugin {
    private final ObjectProvider<Trail> trail;

    KeptDiagrams(ObjectProvider<Trail> trail) {
        this.trail = trail;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> all = new ArrayList<>();
        Optional.ofNullable(engine.getCustomSessionFactories()).ifPresent(all::addAll);
        all.add(new Deployments());
        all.add(new Definitions());
        engine.setCustomSessionFactories(all);
    }

    private void deleted(String what, String id, boolean cascades) {
        String person = Context.getCommandContext().getAuthenticatedUserId();
        if (person == null) {
            return;
        }
        if (cascades) {
            throw ProblemException.of(
                    "SW-0846",
                    "With the diagrams everything that ran or runs by them would be deleted",
                    what + " " + id,
                    "Delete them without cascade, once nothing runs by them any more; history ends by itself");
        }
        trail.getObject()
                .append(
                        Anchors.ACCESS,
                        person,
                        Entry.Kind.DIAGRAMS_DELETED,
                        "deleted the " + what + " " + id + " through the engine's own door",
                        Map.of());
    }

    private final class Deployments extends GenericManagerFactory {
        Deployments() {
            super(DeploymentManager.class);
        }

        @Override
        public Session openSession() {
            return new DeploymentManager() {
                @Override
                public void deleteDeployment(String id, boolean cascade, boolean noListeners, boolean noMappings) {
                    deleted("deployment", id, cascade);
                    super.deleteDeployment(id, cascade, noListeners, noMappings);
                }
            };
        }
    }

    private final class Definitions extends GenericManagerFactory {
        Definitions() {
            super(ProcessDefinitionManager.class);
        }

        @Override
        public Session openSession() {
            return new ProcessDefinitionManager() {
                @Override
                public void deleteProcessDefinition(
                        ProcessDefinition definition,
                        String id,
                        boolean withHistory,
                        boolean withInstances,
                        boolean noListeners,
                        boolean noMappings) {
                    deleted(
                            "process",
                            definition.getKey() + ":" + definition.getVersion(),
                            withHistory || withInstances);
                    super.deleteProcessDefinition(definition, id, withHistory, withInstances, noListeners, noMappings);
                }
            };
        }
    }
}
