package dev.sternway.executor.service;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;

/** What supervisord and systemd have in common: services that are stopped and started in an order. */
abstract class InOrder<I extends Record> implements Executor<I> {
    abstract Services services(I inputs, StepContext context);

    abstract Action action(I inputs);

    @Override
    public final Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public final Nature nature(I inputs) {
        return Services.natureOf(action(inputs));
    }

    @Override
    public final Outcome ready(I inputs, StepContext context) throws Exception {
        return services(inputs, context).ready();
    }

    @Override
    public final Probe probe(I inputs, StepContext context) throws Exception {
        return services(inputs, context).probe();
    }

    @Override
    public final Outcome run(I inputs, StepContext context) throws Exception {
        return services(inputs, context).run();
    }

    @Override
    public final Outcome verify(I inputs, StepContext context) throws Exception {
        return services(inputs, context).verify();
    }

    @Override
    public final Undone undone(I inputs) {
        return turns(inputs) ? Undone.BY_ITSELF : Undone.BY_HAND;
    }

    @Override
    public final Outcome undo(I inputs, StepContext context) throws Exception {
        return turns(inputs) ? services(inputs, context).undo() : Executor.super.undo(inputs, context);
    }

    private boolean turns(I inputs) {
        return action(inputs) == Action.STOP || action(inputs) == Action.START;
    }
}
