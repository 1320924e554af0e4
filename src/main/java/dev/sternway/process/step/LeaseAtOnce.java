package dev.sternway.process.step;

import dev.sternway.process.known.OwnSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Lets the worker that makes a step due have it from the moment in which the engine makes its task, and reads all that belongs to
 * a step's task at once.
 */
@Component
class LeaseAtOnce extends OwnSession {
    private final ObjectProvider<NudgeWorker> nudge;

    LeaseAtOnce(ObjectProvider<NudgeWorker> nudge) {
        this.nudge = nudge;
        replace(ExternalTaskManager.class, StepTasks::new);
    }

    private final class StepTasks extends ExternalTaskManager {
        @Override
        public void insert(ExternalTaskEntity task) {
            super.insert(task);
            if (StepVariables.TOPIC.equals(task.getTopicName())) {
                nudge.ifAvailable(it -> it.made(task));
            }
        }

        @Override
        public ExternalTaskEntity findExternalTaskById(String id) {
            ExternalTaskEntity task = super.findExternalTaskById(id);
            if (task != null && StepVariables.TOPIC.equals(task.getTopicName())) {
                readInstance(task.getProcessInstanceId());
            }
            return task;
        }

        /** With all its executions, which would be asked for one by one, and then together. */
        private void readInstance(String instance) {
            if (getDbEntityManager().getCachedEntity(ExecutionEntity.class, instance) == null) {
                List<ExecutionEntity> all =
                        Context.getCommandContext().getExecutionManager().findExecutionsByProcessInstanceId(instance);
                all.stream()
                        .filter(ExecutionEntity::isProcessInstanceExecution)
                        .findFirst()
                        .ifPresent(root -> root.restoreProcessInstance(all, null, null, null, null, null, null));
            }
        }

        /** An execution has one at most; mostly it is the one that was just asked for. */
        @Override
        public List<ExternalTaskEntity> findExternalTasksByExecutionId(String execution) {
            List<ExternalTaskEntity> known =
                    getDbEntityManager().getCachedEntitiesByType(ExternalTaskEntity.class).stream()
                            .filter(task -> execution.equals(task.getExecutionId()))
                            .filter(task -> !getDbEntityManager().isDeleted(task))
                            .collect(Collectors.toCollection(ArrayList::new));
            return known.isEmpty() ? super.findExternalTasksByExecutionId(execution) : known;
        }
    }
}
