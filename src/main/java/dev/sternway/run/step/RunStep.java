package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.hand.Restored;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.Hold;
import dev.sternway.run.underway.Output;
import dev.sternway.run.underway.RunningSteps;
import dev.sternway.run.underway.Underway;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one attempt of one step: claim, probe, run, verify. The receipt is open before the first effect. */
@Component
public class RunStep {
    private static final Logger LOG = LoggerFactory.getLogger(RunStep.class);
    private static final String MESSAGE = "notify/";

    private final OpenStep open;
    private final Receipts receipts;
    private final Rollbacks rollbacks;
    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final SendMessage send;
    private final Underway underway;
    private final RunningSteps running;
    private final SettleStep settle;
    private final Restored restored;
    private final Clock clock;

    RunStep(
            OpenStep open,
            Receipts receipts,
            Rollbacks rollbacks,
            ExecutorCatalogue executors,
            RunContexts contexts,
            SendMessage send,
            Underway underway,
            RunningSteps running,
            SettleStep settle,
            Restored restored,
            Clock clock) {
        this.open = open;
        this.receipts = receipts;
        this.rollbacks = rollbacks;
        this.executors = executors;
        this.contexts = contexts;
        this.send = send;
        this.underway = underway;
        this.running = running;
        this.settle = settle;
        this.restored = restored;
        this.clock = clock;
    }

    /** @param receipt as it must be ended, together with the engine's task */
    public record Attempt(Receipt receipt, StepResult result) {}

    /**
     * @param owner the worker, different for every start of every node
     * @param hold how long it may be sure that the step is its own
     */
    public Attempt run(StepRef ref, String owner, Hold hold) {
        Optional<Receipt> last = receipts.last(ref);
        if (last.filter(receipt -> receipt.state().succeeded()).isPresent()) {
            return new Attempt(last.get(), new StepResult.Done());
        }
        boolean crashed = last.filter(RunStep::unclear).isPresent();
        Optional<String> unwanted = last.filter(receipt -> receipt.state() == Receipt.State.STARTED)
                .flatMap(left -> underway.open(ref.runId()).stream()
                        .filter(other -> other.receipt().sameAttempt(left))
                        .findFirst())
                .flatMap(Underway.Open::cancelledBy);
        if (last.filter(it -> it.state() == Receipt.State.STARTED && !settle.leftOpen(it))
                .isPresent()) {
            return new Attempt(last.get(), new StepResult.LostToAnother());
        }
        long askedAt = Hold.now();
        OpenStep.Opened opened = open.make(ref, owner, last);
        if (!receipts.start(opened.receipt())) {
            return new Attempt(opened.receipt(), new StepResult.LostToAnother());
        }
        hold.held(askedAt);
        unwanted.ifPresent(who -> underway.wantCancelled(opened.receipt(), who));
        return run(opened, crashed || restored.mayHaveRun(ref.runId(), last), hold);
    }

    /** The first attempt, as it was opened together with the end of the step before. */
    public Attempt run(OpenStep.Opened opened, Hold hold) {
        return run(opened, restored.mayHaveRun(opened.ref().runId(), Optional.empty()), hold);
    }

    private Attempt run(OpenStep.Opened opened, boolean unsure, Hold hold) {
        StepRef ref = opened.ref();
        Step step = opened.step();
        Receipt started = opened.receipt();
        if (ref.phase() == Phase.PRESERVATION && ref.activity() != Activity.ANNOUNCE) {
            rollbacks.firstAction(ref.runId(), clock.instant());
        }
        Output output = new Output();
        RunContext context = contexts.open(
                opened.run(),
                opened.of(),
                step,
                () -> hold.stands(() -> receipts.owned(started)),
                output,
                Work.of(ref.key(), started.attempt()),
                Optional.of(started));
        if (step.uses().startsWith(MESSAGE)) {
            return message(ref, step, started, context);
        }
        return attempt(executors.get(step.uses()), opened.with(), started, context, unsure);
    }

    /** Nobody has found out yet whether it was done, nor has a person been asked. */
    private static boolean unclear(Receipt last) {
        return last.state() == Receipt.State.STARTED
                || last.state() == Receipt.State.UNKNOWN
                        && last.problem()
                                .filter(it -> it.code().equals(Try.UNSURE))
                                .isEmpty();
    }

    /** The rollback goes on, whether the message arrives or not. */
    private Attempt message(StepRef ref, Step step, Receipt started, RunContext context) {
        try {
            return ended(started, context, Try.End.as(send.soon(ref, step)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Attempt(started, new StepResult.LostToAnother());
        }
    }

    private <I extends Record> Attempt attempt(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, boolean crashed) {
        Work work = context.work();
        running.begin(started, work, context.output());
        Optional<Try.End> tried = Optional.empty();
        Optional<String> cancelledBy;
        try {
            tried = tried(executor, with, started, context, crashed);
        } finally {
            cancelledBy = running.end(work);
        }
        boolean done = tried.filter(it -> it.outcome() instanceof Outcome.Done).isPresent();
        if (work.cancelled() && !done) {
            return cancelled(executor, with, started, context.afterwards(), cancelledBy.orElse("somebody"));
        }
        return tried.filter(it -> done || !work.abandoned())
                .map(it -> ended(started, context, it))
                .orElseGet(() -> new Attempt(started, new StepResult.LostToAnother()));
    }

    private static boolean isUndo(Receipt receipt) {
        return receipt.activity().equals(Activity.UNDO.name());
    }

    /** Empty when another worker goes on. */
    private <I extends Record> Optional<Try.End> tried(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, boolean crashed) {
        try {
            I inputs = executors.bind(executor, with);
            if (isUndo(started)) {
                return Optional.of(new Try<>(executor, inputs, context).undo(crashed));
            }
            Try<I> one = new Try<>(executor.on(inputs, context), inputs, context);
            return Optional.of(crashed ? one.afterCrash() : one.probeRunVerify());
        } catch (LeaseLost lost) {
            return Optional.empty();
        } catch (ProblemException refusal) {
            return Optional.of(Try.End.as(new Outcome.Refused(refusal.problem())));
        } catch (Outcome.Thrown thrown) {
            return Optional.of(Try.End.as(thrown.outcome()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception failure) {
            return Optional.of(Try.End.as(new Outcome.Failed(Try.unexpected(executor.uses(), context, failure), true)));
        }
    }

    /** It may have been done in the very moment in which it was cancelled: the target knows. */
    private <I extends Record> Attempt cancelled(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, String who) {
        try {
            I inputs = executors.bind(executor, with);
            Executor<I> asked = executor.on(inputs, context);
            if (!isUndo(started) && asked.probe(inputs, context) instanceof Probe.Already already) {
                context.print("cancelled by " + who + ", but it was done already");
                return ended(started, context, Try.End.already(already, asked.verify(inputs, context)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception unknown) {
            context.print("the target cannot be asked now: " + unknown.getMessage());
        }
        Problem problem = context.secrets()
                .mask(new Problem(
                        "SW-0578",
                        "Cancelled by " + who,
                        started.step(),
                        "Choose to run it again, skip it with a reason, or abort"));
        return new Attempt(
                started.ended(
                        Receipt.State.CANCELLED,
                        clock.instant(),
                        Map.of(),
                        context.output().text(),
                        Optional.of(problem)),
                new StepResult.NotDone(problem, false));
    }

    private Attempt ended(Receipt started, RunContext context, Try.End end) {
        String output = context.output().text();
        if (end.outcome() instanceof Outcome.Done ok) {
            return new Attempt(
                    started.ended(
                            end.well(), clock.instant(), masked(context, ok.evidence()), output, Optional.empty()),
                    new StepResult.Done());
        }
        Problem problem = context.secrets()
                .mask(
                        end.outcome() instanceof Outcome.Refused refusal
                                ? refusal.problem()
                                : ((Outcome.Failed) end.outcome()).problem());
        boolean retryable = end.outcome() instanceof Outcome.Failed failed && failed.retryable();
        LOG.warn("The step '{}' ended as {}: {}", started.step(), end.ill(), problem);
        return new Attempt(
                started.ended(end.ill(), clock.instant(), Map.of(), output, Optional.of(problem)),
                new StepResult.NotDone(problem, retryable));
    }

    private static Map<String, String> masked(RunContext context, Map<String, String> evidence) {
        Map<String, String> masked = new java.util.TreeMap<>();
        evidence.forEach((name, value) -> masked.put(name, context.secrets().mask(value)));
        return masked;
    }
}
