package dev.sternway.process.guard;

import dev.sternway.plan.Activity;
import dev.sternway.process.RunVariables;
import dev.sternway.process.matrix.PlanMatrix;
import dev.sternway.run.Runs;
import dev.sternway.run.arm.DescribeGuard;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.security.Groups;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("acceptGuard")
class AcceptGuard implements ExecutionListener {
    private final Runs runs;
    private final StepFinder finder;
    private final DescribeGuard describe;
    private final PlanMatrix matrix;

    AcceptGuard(Runs runs, StepFinder finder, DescribeGuard describe, PlanMatrix matrix) {
        this.matrix = matrix;
        this.runs = runs;
        this.finder = finder;
        this.describe = describe;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Runs.Run run = runs.get(RunVariables.RUN_ID.required(execution));
        execution.setProcessBusinessKey(run.id());
        matrix.deploy(run);
        RunVariables.PLAN_ID.set(execution, run.guard().planId());
        RunVariables.PLAN_TITLE.set(execution, run.plan().metadata().title());
        RunVariables.ENVIRONMENT.set(execution, run.guard().environment());
        RunVariables.REQUESTED_BY.set(execution, run.guard().requestedBy());
        RunVariables.APPROVED.set(execution, false);
        RunVariables.PRE_APPROVED.set(execution, false);
        GuardVariables.AUTOMATIC_TRIGGERS.set(execution, describe.automatic(run));
        GuardVariables.ACCEPTED.set(execution, false);
        GuardVariables.REVIEW_GROUP.set(execution, Groups.OPS);
        GuardVariables.APPROVERS.set(
                execution, String.join(",", Groups.OPS, Groups.DBA, Groups.DEVOPS_LEAD, Groups.LEADERSHIP));
        GuardVariables.APPROVAL_DEADLINE.set(
                execution, run.plan().safeguards().backup().valid().toString());
        GuardVariables.CERTIFICATE_EXPIRY.set(
                execution, run.plan().safeguards().backup().valid().toString());
        GuardVariables.PLAN_SUMMARY.set(execution, describe.plan(run));
        for (Activity activity : new Activity[] {Activity.BACK_UP, Activity.REHEARSE}) {
            RunVariables.steps(activity)
                    .set(execution, finder.steps(run, activity).size());
        }
    }
}
