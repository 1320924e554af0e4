package dev.sternway.run.step;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.command.Leftover;
import dev.sternway.ledger.Receipt;
import java.util.Map;
import java.util.TreeMap;

/** One try of an executor: probe, run, verify; after a crash in the middle of an earlier one, as its nature allows. */
record Try<I extends Record>(Executor<I> executor, I inputs, RunContext context) {
    /** Code of the problem that asks a person whether the step was done. */
    static final String UNSURE = "SW-0305";

    /** @param well the receipt's state if it is done; {@code ill}, if it is not */
    record End(Outcome outcome, Receipt.State well, Receipt.State ill) {
        static End as(Outcome outcome) {
            boolean refused = outcome instanceof Outcome.Refused;
            return new End(outcome, Receipt.State.DONE, refused ? Receipt.State.REFUSED : Receipt.State.FAILED);
        }

        static End already(Probe.Already already, Outcome verified) {
            return new End(
                    merge(already.evidence(), verified),
                    Receipt.State.ALREADY,
                    as(verified).ill());
        }

        static End unclear(Problem problem, boolean retryable) {
            Outcome failed = new Outcome.Failed(problem, retryable);
            return new End(failed, Receipt.State.DONE, Receipt.State.UNKNOWN);
        }
    }

    End probeRunVerify() throws Exception {
        Probe probe = executor.probe(inputs, context);
        if (probe instanceof Probe.Already already) {
            return End.already(already, executor.verify(inputs, context));
        }
        return runVerify();
    }

    /** What an earlier worker left going on is ended first, so that the target's answer lasts. */
    End afterCrash() throws Exception {
        Leftover.of(context).end();
        Executor.Nature nature = executor.nature(inputs);
        if (nature == Executor.Nature.NEITHER) {
            return unsure(executor.uses() + " is neither idempotent nor can the target be asked");
        }
        Probe probe;
        try {
            probe = executor.probe(inputs, context);
        } catch (LeaseLost | InterruptedException stopped) {
            throw stopped;
        } catch (ProblemException refusal) {
            return End.unclear(refusal.problem(), true);
        } catch (Exception silent) {
            return End.unclear(unexpected(executor.uses(), context, silent), true);
        }
        if (probe instanceof Probe.Already already) {
            return End.already(already, executor.verify(inputs, context));
        }
        if (probe instanceof Probe.Unknown unknown && nature != Executor.Nature.IDEMPOTENT) {
            return unsure("the target cannot tell: " + unknown.why());
        }
        return runVerify();
    }

    /** What keeps a note of before undoes the same again; what can only be told to a target is not told twice. */
    End undo(boolean crashed) throws Exception {
        Leftover.of(context).end();
        context.stillMine();
        return crashed && executor.nature(inputs) == Executor.Nature.NEITHER
                ? unsure("it was being undone")
                : End.as(executor.undo(inputs, context));
    }

    private End unsure(String why) {
        return End.unclear(
                new Problem(
                        UNSURE,
                        "It was started, then its worker died or lost touch, and nobody knows whether it was done: "
                                + why,
                        context.step(),
                        "Look at the target, then choose: skip it when it was done, again when it was not"),
                false);
    }

    private End runVerify() throws Exception {
        context.stillMine();
        Outcome ran = executor.run(inputs, context);
        return End.as(
                ran instanceof Outcome.Done done ? merge(done.evidence(), executor.verify(inputs, context)) : ran);
    }

    private static Outcome merge(Map<String, String> evidence, Outcome verified) {
        if (verified instanceof Outcome.Done done) {
            Map<String, String> all = new TreeMap<>(evidence);
            all.putAll(done.evidence());
            return new Outcome.Done(all);
        }
        return verified;
    }

    static Problem unexpected(String uses, RunContext context, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return new Problem(
                "SW-0306",
                uses + " failed: " + context.secrets().mask(message),
                context.step(),
                "Look at the step's output, then choose again, skip or abort");
    }
}
