package dev.sternway.executor;

import dev.sternway.base.Problem;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Java class behind a step's {@code uses:}. One instance serves all steps, concurrently; it keeps no state.
 *
 * <p>Every method may throw: an exception counts as {@link Outcome.Failed}, retryable, except for a
 * {@link dev.sternway.base.ProblemException}, which counts as {@link Outcome.Refused}, and for {@link Outcome.Thrown}.
 *
 * @param <I> a record of typed inputs, bound from {@code with:} and validated with Jakarta Validation before any call
 */
public interface Executor<I extends Record> {
    /** The name in the plan: family, slash, verb or noun; {@code sql/script}. */
    String uses();

    /** What it does, one sentence for the catalogue, the Modeler and the reference. */
    String summary();

    Class<I> inputs();

    /** What is known of the work after a crash in its middle. */
    enum Nature {
        /** Doing it again comes to the same: it is done again. */
        IDEMPOTENT,
        /** The target can tell whether it is done: it is asked. */
        PROBEABLE,
        /** Neither: a person decides. */
        NEITHER
    }

    /** Of inputs that say no more about it. */
    Nature nature();

    /** Of these very inputs. */
    default Nature nature(I inputs) {
        return nature();
    }

    /** Whether it leaves databases as they are, so that another step on the same one may run beside it. */
    default boolean onlyReads() {
        return false;
    }

    /** Which inputs have another nature, in words for the reference; empty when none have. */
    default String natureElse() {
        return "";
    }

    /** Who does it on this very target, for work that differs from one kind of database to another. Asked before all below. */
    default Executor<I> on(I inputs, StepContext context) {
        return this;
    }

    /**
     * Asks the target at arming whether a later run will find what it needs: the old version, the names, the log-in. Keeps what
     * that run has to put back. Changes nothing at the target, and may be called more than once.
     */
    default Outcome ready(I inputs, StepContext context) throws Exception {
        return Outcome.done();
    }

    /** Asks the target whether the work is done already. Changes nothing. Called before every run, also after a crash. */
    Probe probe(I inputs, StepContext context) throws Exception;

    /** Does the work. Streams what it prints through {@link StepContext#print}. */
    Outcome run(I inputs, StepContext context) throws Exception;

    /** Asks the target whether the work arrived. Changes nothing. */
    default Outcome verify(I inputs, StepContext context) throws Exception {
        return Outcome.done();
    }

    /** What becomes of a finished run when a phase is taken back. */
    enum Undone {
        /** {@link Executor#undo} reverses it. */
        BY_ITSELF,
        /** It left nothing behind. */
        NOT_NEEDED,
        /** A person has to. */
        BY_HAND
    }

    /** Of checks, messages and salvage nothing is left to be undone; of what overrides {@link #undo} that reverses it. */
    default Undone undone(I inputs) {
        if (Stream.of("check/", "notify/", "database/salvage").anyMatch(uses()::startsWith)) {
            return Undone.NOT_NEEDED;
        }
        boolean reverses = Arrays.stream(getClass().getMethods())
                .anyMatch(method -> method.getName().equals("undo") && method.getDeclaringClass() != Executor.class);
        return reverses ? Undone.BY_ITSELF : Undone.BY_HAND;
    }

    /** Why a person has to reverse it, as the end of a sentence. */
    default String whyByHand() {
        return "it keeps nothing of what was before";
    }

    /** Reverses a finished run, where that is possible. The context's key is that of the run. */
    default Outcome undo(I inputs, StepContext context) throws Exception {
        return new Outcome.Refused(new Problem(
                "SW-0301", uses() + " cannot be undone by itself", context.step(), "Reverse it by hand if you must"));
    }

    /** The same work in words of a shell, for the day Sternway is down; empty when a person has to do it. */
    default Optional<ShellStep> inShell(I inputs, ShellSetting setting) {
        return Optional.empty();
    }
}
