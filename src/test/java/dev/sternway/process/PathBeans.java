package dev.sternway.process;

import dev.sternway.plan.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.delegate.BpmnError;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.delegate.VariableScope;

/** Stand-ins for the beans that diagrams call: they set what the diagram asks, and do nothing. */
final class PathBeans {
    private PathBeans() {}

    static Map<Object, Object> of(List<Path> processes) throws IOException {
        Map<Object, Object> beans = new HashMap<>();
        Consumer<VariableScope> nothing = scope -> {};
        var named = java.util.regex.Pattern.compile("delegateExpression=\"\\$\\{(\\w+)}\"");
        for (Path file : processes) {
            var names = named.matcher(Files.readString(file));
            while (names.find()) {
                beans.put(names.group(1), new DummyBean(nothing));
            }
        }
        beans.put("assessSituation", new DummyBean(scope -> {
            scope.setVariable("migrationState", "AFTER_POINT_OF_NO_RETURN");
            scope.setVariable("severity", "MAJOR");
            for (String flag : List.of("dataDamaged", "codeCompatible", "level1Fits", "level2Fits", "level3Fits")) {
                scope.setVariable(flag, flag.equals("level2Fits"));
            }
            scope.setVariable("decider", "deploy-lead");
            scope.setVariable("leadership", "leadership");
            scope.setVariable("needsLeadership", false);
            scope.setVariable("approved", false);
            absent(scope, "preApproved", false);
            scope.setVariable("decisionTable", "decision");
        }));
        beans.put("recordDecision", new DummyBean(PathBeans::decided));
        beans.put("takeDefault", new DummyBean(scope -> {
            scope.setVariable("level", "HOLD");
            decided(scope);
        }));
        beans.put("takePreApproved", new DummyBean(scope -> {
            scope.setVariable("level", scope.hasVariable("leadershipMissing") ? "L3" : "L2");
            decided(scope);
        }));
        beans.put("noteRehearsal", new DummyBean(scope -> {
            for (String flag : List.of("dropsOrNarrows", "rewritesData", "breaksOldCode")) {
                scope.setVariable(flag, false);
            }
        }));
        beans.put("handOverDecision", new DummyBean(scope -> {
            if (!scope.hasVariable("deciderLeft")) {
                scope.setVariable("deciderLeft", false);
            }
        }));
        beans.put("handOverApproval", new DummyBean(scope -> {
            scope.setVariable("approversLeft", !scope.hasVariable("askedAgain"));
            scope.setVariable("askedAgain", true);
        }));
        beans.put("startSteps", (JavaDelegate) PathBeans::everyTurn);
        beans.put("noteSalvage", new DummyBean(scope -> scope.setVariable("hasSalvage", false)));
        beans.put("confirmByDefault", new DummyBean(scope -> scope.setVariable("confirmed", true)));
        beans.put("armGuard", new DummyBean(scope -> {
            if (scope.hasVariable("loud")) {
                throw new BpmnError("ABORTED");
            }
        }));
        Map<String, Object> called = new HashMap<>();
        for (String variable :
                List.of("stepGroup", "decider", "leadership", "confirmer", "salvageDecider", "overrunGroup")) {
            called.put(variable, "ops");
        }
        called.put("stepDecisionDeadline", "PT5M");
        called.put("decisionDeadline", "PT5M");
        for (String entry :
                List.of("lookUpStep", "planPhase", "planUndo", "countSteps", "planClosing", "reportOverrun")) {
            beans.put(entry, new DummyBean(scope -> {
                called.forEach((name, value) -> absent(scope, name, value));
                absent(scope, "manual", false);
                absent(scope, "salvageChoice", "KEEP");
                absent(scope, "stepProcess", "step");
                absent(scope, "inOrder", false);
                absent(scope, "stepCount", 2);
                absent(scope, "cutOff", false);
                absent(scope, "cutOffEnds", "PT15S");
                for (dev.sternway.plan.Activity activity : dev.sternway.plan.Activity.values()) {
                    absent(scope, RunVariables.steps(activity).name(), 1);
                }
            }));
        }
        return beans;
    }

    private static void everyTurn(DelegateExecution execution) {
        RuntimeService engine = execution.getProcessEngineServices().getRuntimeService();
        engine.createEventSubscriptionQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .list()
                .forEach(turn -> engine.messageEventReceived(turn.getEventName(), turn.getExecutionId()));
    }

    private static void absent(VariableScope scope, String name, Object value) {
        if (!scope.hasVariable(name)) {
            scope.setVariable(name, value);
        }
    }

    private static void decided(VariableScope scope) {
        Level level = Level.valueOf(String.valueOf(scope.getVariable("level")));
        scope.setVariable("rollsBack", level.rollsBack());
        scope.setVariable("rollsBackData", level.rollsBackData());
        scope.setVariable("needsLeadership", level == Level.L3);
        scope.setVariable("approved", false);
    }
}
