package dev.sternway.process.close;

import dev.sternway.base.words.Counted;
import dev.sternway.plan.Activity;
import dev.sternway.process.RunVariables;
import dev.sternway.run.Runs;
import dev.sternway.run.close.SalvageOf;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.security.Groups;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("planClosing")
class PlanClosing implements ExecutionListener {
    private final Runs runs;
    private final StepFinder finder;
    private final SalvageOf salvage;

    PlanClosing(Runs runs, StepFinder finder, SalvageOf salvage) {
        this.runs = runs;
        this.finder = finder;
        this.salvage = salvage;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Runs.Run run = runs.get(RunVariables.RUN_ID.required(execution));
        for (Activity activity : new Activity[] {Activity.REPLAY_DATA, Activity.TELL_EVERYONE}) {
            RunVariables.steps(activity)
                    .set(execution, finder.steps(run, activity).size());
        }
        SalvageOf.Salvaged salvaged = salvage.of(run.id());
        RunVariables.HAS_SALVAGE.set(
                execution, RunVariables.HAS_SALVAGE.of(execution).orElse(false) && salvaged.rows() > 0);
        CloseVariables.SALVAGE_CHOICE.set(execution, CloseVariables.SalvageChoice.KEEP);
        CloseVariables.SALVAGE_DECIDER.set(
                execution, String.join(",", Groups.DBA, run.plan().decision().by()));
        CloseVariables.SALVAGE_SUMMARY.set(
                execution,
                "Set aside: " + Counted.of(salvaged.rows(), "row or value", "rows or values")
                        + ". Lost: "
                        + (salvaged.lost() == 0 ? "nothing" : salvaged.lost())
                        + ". Replay what fits the restored schema, or keep it for the next attempt.");
    }
}
