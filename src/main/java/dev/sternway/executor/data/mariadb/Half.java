package dev.sternway.executor.data.mariadb;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;

/** Named and described by the executor that it works for. */
abstract class Half<I extends Record> implements Executor<I> {
    private final Executor<I> whole;

    Half(Executor<I> whole) {
        this.whole = whole;
    }

    @Override
    public final String uses() {
        return whole.uses();
    }

    @Override
    public final String summary() {
        return whole.summary();
    }

    @Override
    public final Class<I> inputs() {
        return whole.inputs();
    }

    @Override
    public final Nature nature() {
        return whole.nature();
    }

    @Override
    public Probe probe(I inputs, StepContext context) throws Exception {
        return Probe.needed();
    }
}
