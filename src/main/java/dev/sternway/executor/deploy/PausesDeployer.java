package dev.sternway.executor.deploy;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;

/** An executor that pauses something which deploys, under a lease. */
abstract class PausesDeployer<I extends Record> implements Executor<I> {
    abstract Pausing pausing(I inputs, StepContext context);

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** The service answers, and lets this log-in see what is to be paused. */
    @Override
    public Outcome ready(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).ready();
    }

    @Override
    public Probe probe(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).probe(context);
    }

    @Override
    public Outcome run(I inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        try {
            return pausing(inputs, context).run(context);
        } catch (StepContext.Cancelled cancelled) {
            StepContext regardless = context.regardless();
            pausing(inputs, regardless).takeBack(regardless);
            throw cancelled;
        }
    }

    @Override
    public Outcome verify(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).verify();
    }

    @Override
    public Outcome undo(I inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        return pausing(inputs, context).undo(context);
    }
}
