package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Digest;
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
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.RunningSteps;
import dev.sternway.run.underway.Underway;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs one attempt of one step: claim, probe, run, verify. The receipt is open before the first effect. */
@Component
public class RunStep {
    private static final String MESSAGE = "notify/";

    private final Runs runs;
    private final StepFinder finder;
    private final Receipts receipts;
    private final Rollbacks rollbacks;
    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final Placeholders placeholders;
    private final SendMessage send;
    private final Underway underway;
    private final RunningSteps running;
    private final ObjectMapper json;
    private final Clock clock;

    RunStep(
            Runs runs,
            StepFinder finder,
            Receipts receipts,
            Rollbacks rollbacks,
            ExecutorCatalogue executors,
            RunContexts contexts,
            Placeholders placeholders,
            SendMessage send,
            Underway underway,
            RunningSteps running,
            ObjectMapper json,
            Clock clock) {
        this.runs = runs;
        this.finder = finder;
        this.receipts = receipts;
        this.rollbacks = rollbacks;
        this.executors = executors;
        this.contexts = contexts;
        this.placeholders = placeholders;
        this.send = send;
        this.underway = underway;
        this.running = running;
        this.json = json;
        this.clock = clock;
    }

    /** @param receipt as it must be ended, together with the engine's task */
    public record Attempt(Receipt receipt, StepResult result) {}

    /** @param owner the worker, different for every start of every node */
    public Attempt run(StepRef ref, String owner) {
        Runs.Run run = runs.get(ref.runId());
        Step step = finder.find(run, ref);
        Optional<Receipt> last = receipts.last(ref);
        if (last.filter(receipt -> receipt.state().succeeded()).isPresent()) {
            return new Attempt(last.get(), new StepResult.Done());
        }
        boolean crashed =
                last.filter(receipt -> receipt.state() == Receipt.State.STARTED).isPresent();
        Optional<String> unwanted = underway.open(ref.runId()).stream()
                .filter(open -> last.filter(open.receipt()::sameAttempt).isPresent())
                .findFirst()
                .flatMap(Underway.Open::cancelledBy);
        last.filter(receipt -> crashed).ifPresent(open -> receipts.end(open.unknown(clock.instant())));
        JsonNode with = placeholders.fill(run, step);
        Receipt started = Receipt.started(
                ref.runId(),
                ref.phase().name(),
                ref.activity().name(),
                ref.index(),
                last.map(receipt -> receipt.attempt() + 1).orElse(1),
                step.name(),
                step.uses(),
                Digest.of(with.toString()),
                owner,
                clock.instant(),
                step.estimate());
        if (!receipts.start(started)) {
            return new Attempt(started, new StepResult.LostToAnother());
        }
        unwanted.ifPresent(who -> underway.wantCancelled(started, who));
        if (ref.phase() == Phase.PRESERVATION && ref.activity() != Activity.ANNOUNCE) {
            rollbacks.firstAction(ref.runId(), clock.instant());
        }
        Output output = new Output();
        RunContext context = contexts.open(
                run, ref, step, () -> receipts.owned(started), output, Work.of(ref.key(), started.attempt()));
        if (step.uses().startsWith(MESSAGE)) {
            return message(ref, step, started, context);
        }
        return attempt(executors.get(step.uses()), with, started, context, crashed);
    }

    /** The rollback goes on, whether the message arrives or not. */
    private Attempt message(StepRef ref, Step step, Receipt started, RunContext context) {
        try {
            return ended(started, context, new Done(send.soon(ref, step), false));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Attempt(started, new StepResult.LostToAnother());
        }
    }

    private <I extends Record> Attempt attempt(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, boolean crashed) {
        Work work = context.work();
        running.begin(started, work, context.output()::progress);
        Optional<Done> tried = Optional.empty();
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

    /** Empty when another worker goes on. */
    private <I extends Record> Optional<Done> tried(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, boolean crashed) {
        try {
            I inputs = executors.bind(executor, with);
            return Optional.of(probeRunVerify(executor.on(inputs, context), inputs, context, crashed));
        } catch (LeaseLost lost) {
            return Optional.empty();
        } catch (ProblemException refusal) {
            return Optional.of(new Done(new Outcome.Refused(refusal.problem()), false));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception failure) {
            return Optional.of(new Done(new Outcome.Failed(unexpected(started, context, failure), true), false));
        }
    }

    /** It may have been done in the very moment in which it was cancelled: the target knows. */
    private <I extends Record> Attempt cancelled(
            Executor<I> executor, JsonNode with, Receipt started, RunContext context, String who) {
        try {
            I inputs = executors.bind(executor, with);
            Executor<I> asked = executor.on(inputs, context);
            if (asked.probe(inputs, context) instanceof Probe.Already already) {
                context.print("cancelled by " + who + ", but it was done already");
                return ended(
                        started, context, new Done(merge(already.evidence(), asked.verify(inputs, context)), true));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception unknown) {
            context.print("the target cannot be asked now: " + unknown.getMessage());
        }
        Problem problem = masked(
                context,
                new Problem(
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

    private record Done(Outcome outcome, boolean already) {}

    private static <I extends Record> Done probeRunVerify(
            Executor<I> executor, I inputs, RunContext context, boolean crashed) throws Exception {
        Probe probe = executor.probe(inputs, context);
        if (probe instanceof Probe.Already already) {
            Outcome verified = executor.verify(inputs, context);
            return new Done(merge(already.evidence(), verified), true);
        }
        if (crashed && probe instanceof Probe.Unknown unknown) {
            return new Done(
                    new Outcome.Failed(
                            new Problem(
                                    "SW-0305",
                                    "A worker died in the middle of this step and the target cannot tell whether it was done: "
                                            + unknown.why(),
                                    context.step(),
                                    "Look at the target, then choose again or skip"),
                            false),
                    false);
        }
        context.stillMine();
        Outcome ran = executor.run(inputs, context);
        if (ran instanceof Outcome.Done done) {
            return new Done(merge(done.evidence(), executor.verify(inputs, context)), false);
        }
        return new Done(ran, false);
    }

    private static Outcome merge(Map<String, String> evidence, Outcome verified) {
        if (verified instanceof Outcome.Done done) {
            Map<String, String> all = new java.util.TreeMap<>(evidence);
            all.putAll(done.evidence());
            return new Outcome.Done(all);
        }
        return verified;
    }

    private Attempt ended(Receipt started, RunContext context, Done done) {
        String output = context.output().text();
        if (done.outcome() instanceof Outcome.Done ok) {
            Receipt.State state = done.already() ? Receipt.State.ALREADY : Receipt.State.DONE;
            return new Attempt(
                    started.ended(state, clock.instant(), ok.evidence(), output, Optional.empty()),
                    new StepResult.Done());
        }
        boolean refused = done.outcome() instanceof Outcome.Refused;
        Problem problem = masked(
                context,
                done.outcome() instanceof Outcome.Refused refusal
                        ? refusal.problem()
                        : ((Outcome.Failed) done.outcome()).problem());
        boolean retryable = done.outcome() instanceof Outcome.Failed failed && failed.retryable();
        return new Attempt(
                started.ended(
                        refused ? Receipt.State.REFUSED : Receipt.State.FAILED,
                        clock.instant(),
                        Map.of(),
                        output,
                        Optional.of(problem)),
                new StepResult.NotDone(problem, retryable));
    }

    private static Problem masked(RunContext context, Problem problem) {
        Secrets secrets = context.secrets();
        return new Problem(problem.code(), secrets.mask(problem.what()), secrets.mask(problem.where()), problem.next());
    }

    private static Problem unexpected(Receipt started, RunContext context, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return new Problem(
                "SW-0306",
                started.uses() + " failed: " + context.secrets().mask(message),
                started.step(),
                "Look at the step's output, then choose again, skip or abort");
    }
}
