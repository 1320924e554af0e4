package dev.sternway.process.engine;

import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.operaton.bpm.engine.history.ExternalTaskState;
import org.operaton.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.operaton.bpm.engine.impl.history.event.HistoricExternalTaskLogEntity;
import org.operaton.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.operaton.bpm.engine.impl.history.event.HistoricScopeInstanceEvent;
import org.operaton.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.operaton.bpm.engine.impl.history.event.HistoryEvent;
import org.operaton.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * The engine's history without what receipts and ledger tell better: earlier values of the variables that the engine sets by
 * itself, what counts loops and names steps, and the inner way of a step that nothing happened to. Together they would be most
 * of what a step writes. What people set stays, value by value.
 */
final class BriefHistory extends DbHistoryEventHandler {
    private static final String STEP = "step";
    /** A step's start, end and times are those of its process instance. */
    private static final Set<String> PLAIN = Set.of("startEvent", "exclusiveGateway", "serviceTask", "noneEndEvent");

    private static final Set<String> COUNTING =
            Set.of("loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances");
    private static final Set<String> NAMING = Set.of("phase", "activity", "index");
    private static final int MOST = 20_000;

    private final Begun begun = new Begun(MOST);

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!told(event)) {
            super.handleEvent(event);
        }
    }

    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        if (event instanceof HistoricProcessInstanceEventEntity
                || event instanceof HistoricActivityInstanceEventEntity) {
            write((HistoricScopeInstanceEvent) event);
        } else {
            super.insertOrUpdate(event);
        }
    }

    private void write(HistoricScopeInstanceEvent event) {
        Optional<Date> start = begun.at(event.getId());
        if (isInitialEvent(event)) {
            begun.note(event.getId(), event.getStartTime());
            super.insertOrUpdate(event);
        } else if (start.isPresent() && getDbEntityManager().getCachedEntity(event.getClass(), event.getId()) == null) {
            event.setStartTime(start.get());
            getDbEntityManager().merge(event);
        } else {
            super.insertOrUpdate(event);
        }
    }

    private static boolean told(HistoryEvent event) {
        if (event instanceof HistoricVariableUpdateEventEntity variable) {
            return COUNTING.contains(variable.getVariableName())
                    || ofStep(event) && NAMING.contains(variable.getVariableName());
        }
        if (event instanceof HistoricActivityInstanceEventEntity activity) {
            return ofStep(event) && PLAIN.contains(activity.getActivityType());
        }
        return event instanceof HistoricExternalTaskLogEntity task
                && (task.getState() == ExternalTaskState.CREATED.getStateCode()
                        || task.getState() == ExternalTaskState.SUCCESSFUL.getStateCode());
    }

    private static boolean ofStep(HistoryEvent event) {
        return STEP.equals(event.getProcessDefinitionKey());
    }

    @Override
    protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity change) {
        return change.getUserOperationId() != null && super.shouldWriteHistoricDetail(change);
    }
}
