package dev.sternway.process.turn;

import dev.sternway.process.RunVariables;
import dev.sternway.run.turn.NextSteps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.runtime.EventSubscription;
import org.operaton.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;

/** Starts every step whose turn it is. Two of these never run at once in one activity: the engine's jobs are exclusive. */
@Component("startSteps")
class StartSteps implements JavaDelegate {
    static final String TURN = "its-turn";
    private static final String RUNNING = "run-the-step";
    private static final String POSITION = "loopCounter";

    private final NextSteps next;
    private final RuntimeService engine;

    StartSteps(NextSteps next, RuntimeService engine) {
        this.next = next;
        this.engine = engine;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<Integer, String> waiting = new HashMap<>();
        for (EventSubscription turn : engine.createEventSubscriptionQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .eventName(TURN)
                .list()) {
            waiting.put(position(turn.getExecutionId()), turn.getExecutionId());
        }
        Set<Integer> running = new HashSet<>();
        for (Execution step : engine.createExecutionQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .activityId(RUNNING)
                .list()) {
            running.add(position(step.getId()));
        }
        next.now(RunVariables.RUN_ID.required(execution), CountSteps.activity(execution), waiting.keySet(), running)
                .forEach(step -> engine.messageEventReceived(TURN, waiting.get(step)));
    }

    private int position(String executionId) {
        return (Integer) engine.getVariable(executionId, POSITION);
    }
}
