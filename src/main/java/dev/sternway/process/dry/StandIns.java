package dev.sternway.process.dry;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.process.BeansAndVariables;
import dev.sternway.process.RunVariables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.TaskListener;

/** Stand for the delegates that diagrams name: they set what diagrams read, from the plan, and do nothing else. */
final class StandIns {
    private static final String APPROVED = "approved";

    private final Plan plan;
    private final Phase phase;
    private final PlannedSteps planned;

    StandIns(Plan plan, Phase phase, Level level) {
        this.plan = plan;
        this.phase = phase;
        this.planned = new PlannedSteps(plan, Optional.of(level), PlanMapper.json());
    }

    private record StandIn(Consumer<DelegateExecution> effect)
            implements JavaDelegate, ExecutionListener, TaskListener {
        @Override
        public void execute(DelegateExecution execution) {
            effect.accept(execution);
        }

        @Override
        public void notify(DelegateExecution execution) {
            effect.accept(execution);
        }

        @Override
        public void notify(DelegateTask task) {
            // a person has answered; nothing is recorded
        }
    }

    Map<Object, Object> all() {
        Map<Object, Object> beans = new HashMap<>();
        BeansAndVariables.scan().beans().keySet().forEach(name -> beans.put(name, new StandIn(execution -> {})));
        beans.put("planPhase", new StandIn(this::planPhase));
        beans.put("lookUpStep", new StandIn(this::lookUp));
        beans.put(
                "countSteps",
                new StandIn(execution -> execution.setVariable(
                        "stepCount", planned.of(activity(execution)).size())));
        beans.put("startSteps", new StandIn(StandIns::everyTurn));
        beans.put("noteSalvage", new StandIn(execution -> execution.setVariable("hasSalvage", false)));
        beans.put("confirmByDefault", new StandIn(execution -> execution.setVariable("confirmed", true)));
        beans.put(
                "reportOverrun",
                new StandIn(execution ->
                        execution.setVariable("overrunGroup", plan.decision().by())));
        beans.put("planApproval", new StandIn(execution -> execution.setVariable(APPROVED, false)));
        beans.put("handOverApproval", new StandIn(execution -> {
            execution.setVariable("approversLeft", !execution.hasVariable("askedAgain"));
            execution.setVariable("askedAgain", true);
        }));
        beans.put(
                "approveByDefault",
                new StandIn(execution ->
                        execution.setVariable(APPROVED, "APPROVED".equals(execution.getVariable("otherwise")))));
        return beans;
    }

    private void planPhase(DelegateExecution execution) {
        for (Activity activity : Activity.values()) {
            if (activity.phase() == phase) {
                RunVariables.steps(activity).set(execution, planned.of(activity).size());
            }
        }
        boolean inOrder = planned.inOrder(phase);
        execution.setVariable("inOrder", inOrder);
        execution.setVariable("stepProcess", inOrder ? "steps" : "step");
        execution.setVariable("confirmer", plan.decision().by());
    }

    private void lookUp(DelegateExecution execution) {
        boolean manual = false;
        if (execution.hasVariable("activity")) {
            List<Step> steps = planned.of(activity(execution));
            int index = Integer.parseInt(String.valueOf(execution.getVariable("index")));
            if (index >= steps.size()) {
                throw ProblemException.of(
                        "SW-0925",
                        "The plan has no step " + index + " of " + execution.getVariable("activity"),
                        "",
                        "Check the diagram's loop cardinality");
            }
            execution.setVariable("stepName", steps.get(index).name());
            manual = steps.get(index).byPerson();
        } else if (!execution.hasVariable("stepName")) {
            execution.setVariable(
                    "stepName",
                    execution.getProcessInstance().getSuperExecution().getCurrentActivityName());
        }
        execution.setVariable("manual", manual);
        execution.setVariable("stepGroup", plan.decision().by());
        execution.setVariable("stepDecisionDeadline", plan.decision().within().toString());
    }

    private static Activity activity(DelegateExecution execution) {
        return Activity.valueOf(RunVariables.ACTIVITY
                .required(execution)
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
    }

    private static void everyTurn(DelegateExecution execution) {
        RuntimeService engine = execution.getProcessEngineServices().getRuntimeService();
        engine.createEventSubscriptionQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .list()
                .forEach(turn -> engine.messageEventReceived(turn.getEventName(), turn.getExecutionId()));
    }
}
