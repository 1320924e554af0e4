package dev.sternway.run.step;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.allow.Allowed;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.underway.Output;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The context of one attempt. */
record RunContext(
        String step,
        String key,
        Plan plan,
        PlanBundle bundle,
        Secrets secrets,
        Allowed allowed,
        Path workspace,
        Path backups,
        Keepsakes keepsakes,
        Output output,
        BooleanSupplier owned,
        Work work,
        Optional<String> traceParent,
        Clock clock)
        implements StepContext {
    /** For a question about the target after the work was cancelled. */
    RunContext afterwards() {
        return new RunContext(
                step,
                key,
                plan,
                bundle,
                secrets,
                allowed,
                workspace,
                backups,
                keepsakes,
                output,
                owned,
                Work.unnamed(),
                traceParent,
                clock);
    }

    @Override
    public Target target(String name) {
        Target target = plan.targets().get(name);
        if (target == null) {
            throw ProblemException.of(
                    "SW-0302",
                    "The plan has no target " + name,
                    step,
                    "Name one of " + plan.targets().keySet());
        }
        return allowed.admit(target);
    }

    @Override
    public Secret secret(SecretReference reference) {
        return secrets.resolve(reference);
    }

    @Override
    public byte[] file(String path) {
        return bundle.file(path)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0304",
                        "The plan was sealed without the file " + path,
                        step,
                        "Add the file to the plan's folder and arm again"));
    }

    @Override
    public void print(String line) {
        output.add(secrets.mask(line));
    }

    @Override
    public void progress(long done, long total, String unit) {
        output.progress(done, total, unit);
    }

    @Override
    public void stillMine() throws LeaseLost {
        if (work.cancelled()) {
            throw new Cancelled(step);
        }
        if (work.abandoned() || !owned.getAsBoolean()) {
            throw new LeaseLost(step);
        }
    }
}
