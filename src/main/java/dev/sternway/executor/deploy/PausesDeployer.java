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

    @Override
    public Probe probe(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).probe(context);
    }

    @Override
    public Outcome run(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).run(context);
    }

    @Override
    public Outcome verify(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).verify();
    }

    @Override
    public Outcome undo(I inputs, StepContext context) throws InterruptedException {
        return pausing(inputs, context).undo(context);
    }
}
