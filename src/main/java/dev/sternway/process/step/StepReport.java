package dev.sternway.process.step;

import dev.sternway.base.Problem;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step.Retry;
import dev.sternway.process.RunVariables;
import dev.sternway.process.step.NudgeWorker.Due;
import dev.sternway.process.step.NudgeWorker.Next;
import dev.sternway.process.step.Streak.Told;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.OpenStep;
import dev.sternway.run.step.RunStep;
import dev.sternway.run.step.SettleStep;
import dev.sternway.run.step.StepResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the engine how an attempt ended, in the transaction that ends its receipt. */
@Component
class StepReport {
    /** A message that cannot be sent becomes a visible warning; it never blocks a rollback. */
    private static final Set<Activity> NEVER_BLOCKING = Set.of(Activity.ANNOUNCE, Activity.TELL_EVERYONE);

    private static final int LONGEST_OUTPUT = 3000;

    private final ProcessEngineConfigurationImpl engine;
    private final ExternalTaskService tasks;
    private final SettleStep settle;
    private final Runs runs;
    private final StepFinder finder;
    private final NudgeWorker next;
    private final OpenStep open;

    StepReport(
            ProcessEngineConfigurationImpl engine,
            ExternalTaskService tasks,
            SettleStep settle,
            Runs runs,
            StepFinder finder,
            NudgeWorker next,
            OpenStep open) {
        this.engine = engine;
        this.next = next;
        this.open = open;
        this.tasks = tasks;
        this.settle = settle;
        this.runs = runs;
        this.finder = finder;
    }

    /**
     * @param told what the engine knows: the attempt's step is its own, or follows it
     * @param goingOn whether the owner takes another step; its attempt is opened here, so that nothing has to be written
     *     before it begins
     * @return the step that is due now, which is the owner's already
     */
    @Transactional
    public Optional<Due> report(Told told, String owner, RunStep.Attempt attempt, boolean goingOn) {
        if (attempt.result() instanceof StepResult.LostToAnother || !settle.settle(attempt.receipt())) {
            return Optional.empty();
        }
        Optional<Next> made = together(() ->
                upTo(told, owner).flatMap(due -> next.after(() -> tell(due, owner, attempt), owner, told.run())));
        return made.map(it -> goingOn ? it.due().with(open.first(it.due().ref(), owner, it.run())) : it.due());
    }

    /**
     * Ends a step and opens the one that follows it, as the engine will find both when it is told.
     *
     * @return empty when the next step does not follow: a person does it, or the engine's task is not the owner's any more
     */
    @Transactional
    public Optional<OpenStep.Opened> ahead(Told told, String owner, Receipt ended, StepRef following) {
        return settle.settle(ended)
                ? open.following(following, owner, told.run(), told.due().id())
                : Optional.empty();
    }

    /**
     * Tells the engine of the steps that are done, while the one after them runs.
     *
     * @return that one, which is the owner's for the engine, too
     * @throws IllegalStateException when the engine goes another way; nothing is told then
     */
    @Transactional
    public Due catchUp(Told told, String owner) {
        return together(() -> upTo(told, owner))
                .orElseThrow(() -> new IllegalStateException(
                        "another step follows " + told.due().ref().key()));
    }

    /** @return the task of the step after those that are done; empty when the engine goes another way */
    private Optional<Due> upTo(Told told, String owner) {
        Optional<Next> at = Optional.of(new Next(told.due(), told.run()));
        for (int done = 0; done < told.ahead() && at.isPresent(); done++) {
            Next now = at.get();
            at = next.after(() -> tasks.complete(now.due().id(), owner), owner, now.run())
                    .filter(it -> now.due()
                            .following(1)
                            .filter(it.due().ref()::equals)
                            .isPresent());
        }
        return at.map(Next::due);
    }

    /** In one go: what the engine makes and ends in it is written once. */
    private <T> T together(Supplier<T> telling) {
        return engine.getCommandExecutorTxRequired().execute(context -> telling.get());
    }

    private void tell(Due task, String owner, RunStep.Attempt attempt) {
        if (attempt.result() instanceof StepResult.NotDone notDone) {
            notDone(task, owner, attempt.receipt(), notDone);
        } else {
            tasks.complete(task.id(), owner);
        }
    }

    private void notDone(Due task, String owner, Receipt receipt, StepResult.NotDone notDone) {
        var ref = task.ref();
        Runs.Run run = runs.get(ref.runId());
        Retry retry = finder.find(run, ref).retry();
        int left = task.retries().orElse(retry.attempts()) - 1;
        if (notDone.retryable() && left > 0) {
            int waited = Math.max(0, retry.attempts() - left - 1);
            long backOff = retry.backOff().toMillis() << Math.min(waited, 10);
            tasks.handleFailure(
                    task.id(),
                    owner,
                    shortened(notDone.problem().what()),
                    notDone.problem().toString(),
                    left,
                    backOff);
        } else if (NEVER_BLOCKING.contains(ref.activity())) {
            tasks.complete(task.id(), owner);
        } else {
            Map<String, Object> told = forPerson(run.plan(), variables(receipt, notDone.problem()));
            told.put(StepVariables.STEP_NAME.name(), receipt.step());
            tasks.handleBpmnError(
                    task.id(),
                    owner,
                    RunVariables.STEP_FAILED,
                    shortened(notDone.problem().what()),
                    told);
        }
    }

    private static Map<String, Object> forPerson(Plan plan, Map<String, Object> attempt) {
        Map<String, Object> all = new HashMap<>(attempt);
        all.put(StepVariables.STEP_GROUP.name(), plan.decision().by());
        all.put(
                StepVariables.STEP_DECISION_DEADLINE.name(),
                plan.decision().within().toString());
        return all;
    }

    private static Map<String, Object> variables(Receipt receipt, Problem problem) {
        String output = receipt.output();
        return Map.of(
                RunVariables.PROBLEM.name(),
                problem.toString(),
                StepVariables.OUTPUT.name(),
                output.substring(Math.max(0, output.length() - LONGEST_OUTPUT)),
                StepVariables.ATTEMPTS.name(),
                String.valueOf(receipt.attempt()),
                StepVariables.STEP_STATE.name(),
                receipt.state() == Receipt.State.UNKNOWN
                        ? "started, unknown whether it was done"
                        : receipt.state().name().toLowerCase(Locale.ROOT));
    }

    private static String shortened(String text) {
        return text.length() > 600 ? text.substring(0, 600) : text;
    }
}
