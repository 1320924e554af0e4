package dev.sternway.process.rollback;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Phases;
import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.rollback.AcceptRollback;
import dev.sternway.run.rollback.RequestRollback.Request;
import java.util.Optional;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Runs in the transaction of whoever starts the process, so that a refusal reaches the caller and starts nothing. */
@Component("acceptRollback")
class AcceptStart implements ExecutionListener {
    private final AcceptRollback accept;
    private final StepFinder finder;
    private final Completer caller;
    private final NewestDiagrams newest;

    AcceptStart(AcceptRollback accept, StepFinder finder, Completer caller, NewestDiagrams newest) {
        this.newest = newest;
        this.accept = accept;
        this.finder = finder;
        this.caller = caller;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Request request = new Request(
                RunVariables.PLAN_ID.required(execution),
                RunVariables.ENVIRONMENT.required(execution),
                RunVariables.REASON.required(execution),
                RollbackVariables.TRIGGER_ID.of(execution),
                RollbackVariables.DATA_DAMAGED.of(execution).orElse(false));
        Optional<String> key = RollbackVariables.IDEMPOTENCY_KEY
                .of(execution)
                .or(() -> Optional.ofNullable(execution.getProcessBusinessKey()));
        String by = caller.current().orElse("sternway");
        Runs.Run run = accept.accept(request, key, by);
        execution.setProcessBusinessKey(run.id());
        RunVariables.RUN_ID.set(execution, run.id());
        RunVariables.REQUESTED_BY.set(execution, by);
        RunVariables.PLAN_TITLE.set(execution, run.plan().metadata().title());
        RollbackVariables.WAITS_FOR_TARGETS.set(execution, waits(run));
        RollbackVariables.GUARD_ID.set(execution, run.guard().id());
        RunVariables.HAS_SALVAGE.set(execution, false);
        RunVariables.CONFIRMED.set(execution, false);
        RunVariables.steps(Activity.ANNOUNCE)
                .set(execution, finder.steps(run, Activity.ANNOUNCE).size());
        RunVariables.DECISION_DEADLINE.set(
                execution, run.plan().decision().within().toString());
        windows(execution, run.plan().phases());
    }

    private static boolean waits(Runs.Run run) {
        return run.rollback().orElseThrow().state() == Rollback.State.WAITING;
    }

    private void windows(DelegateExecution execution, Phases phases) {
        RollbackVariables.PRESERVATION_WINDOW.set(
                execution, phases.preservation().within().toString());
        RollbackVariables.DATA_WINDOW.set(execution, phases.data().within().toString());
        RollbackVariables.RESTORATION_WINDOW.set(
                execution, phases.restoration().within().toString());
        RollbackVariables.VALIDATION_WINDOW.set(
                execution, phases.validation().within().toString());
        RunVariables.MONITORING_WINDOW.set(
                execution, phases.validation().monitor().toString());
        String preservation = phases.preservation().process().orElse("preservation");
        String data = phases.data().process().orElse("data-rollback");
        String restoration = phases.restoration().process().orElse("restoration");
        String validation = phases.validation().process().orElse("validation");
        RollbackVariables.PRESERVATION_PROCESS.set(execution, preservation);
        RollbackVariables.PRESERVATION_VERSION.set(execution, newest.version(preservation));
        RollbackVariables.DATA_PROCESS.set(execution, data);
        RollbackVariables.DATA_VERSION.set(execution, newest.version(data));
        RollbackVariables.RESTORATION_PROCESS.set(execution, restoration);
        RollbackVariables.RESTORATION_VERSION.set(execution, newest.version(restoration));
        RollbackVariables.VALIDATION_PROCESS.set(execution, validation);
        RollbackVariables.VALIDATION_VERSION.set(execution, newest.version(validation));
        RollbackVariables.STEP_VERSION.set(execution, newest.version("step"));
        RollbackVariables.APPROVAL_VERSION.set(execution, newest.version("approval"));
    }
}
