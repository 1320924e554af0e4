package dev.sternway.run.step;

import dev.sternway.base.Work;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Step;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.trace.TraceIds;
import dev.sternway.run.underway.Output;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Opens the context of an attempt. */
@Component
class RunContexts {
    private final Guards guards;
    private final Secrets secrets;
    private final AllowFile allow;
    private final Workspaces workspaces;
    private final Clock clock;
    private final Optional<TraceIds> traces;

    RunContexts(
            Guards guards,
            Secrets secrets,
            AllowFile allow,
            Workspaces workspaces,
            Clock clock,
            Optional<TraceIds> traces) {
        this.traces = traces;
        this.guards = guards;
        this.secrets = secrets;
        this.allow = allow;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    RunContext open(Runs.Run run, StepRef ref, Step step, BooleanSupplier owned, Output output, Work work) {
        return open(run, ref, step, owned, output, work, Optional.empty());
    }

    /** @param started the attempt whose trace goes on in what it asks */
    RunContext open(
            Runs.Run run,
            StepRef ref,
            Step step,
            BooleanSupplier owned,
            Output output,
            Work work,
            Optional<Receipt> started) {
        String guardId = run.guard().id();
        return new RunContext(
                step.name(),
                ref.key(),
                run.plan(),
                run.bundle(),
                secrets,
                allow.in(run.guard().environment()),
                workspaces.of(guardId),
                workspaces.backups(guardId),
                guards.keepsakes(guardId),
                output,
                owned,
                work,
                traces.flatMap(ids -> started.map(ids::parent)),
                clock);
    }
}
