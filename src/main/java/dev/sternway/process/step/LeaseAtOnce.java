package dev.sternway.process.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.interceptor.Session;
import org.operaton.bpm.engine.impl.interceptor.SessionFactory;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets the worker that makes a step due have it from the moment in which the engine makes its task. */
@Component
class LeaseAtOnce extends AbstractProcessEnginePlugin implements SessionFactory {
    private final ObjectProvider<NudgeWorker> nudge;

    LeaseAtOnce(ObjectProvider<NudgeWorker> nudge) {
        this.nudge = nudge;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> all = new ArrayList<>();
        Optional.ofNullable(engine.getCustomSessionFactories()).ifPresent(all::addAll);
        all.add(this);
        engine.setCustomSessionFactories(all);
    }

    @Override
    public Class<?> getSessionType() {
        return ExternalTaskManager.class;
    }

    @Override
    public Session openSession() {
        return new ExternalTaskManager() {
            @Override
            public void insert(ExternalTaskEntity task) {
                super.insert(task);
                if (StepVariables.TOPIC.equals(task.getTopicName())) {
                    nudge.ifAvailable(it -> it.made(task));
                }
            }
        };
    }
}
