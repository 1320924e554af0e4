package dev.sternway.run.step;

import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends receipts: after an attempt, after a person's choice, after work by hand. */
@Component
public class SettleStep {
    private final Runs runs;
    private final StepFinder finder;
    private final Receipts receipts;
    private final Trail trail;
    private final Clock clock;

    SettleStep(Runs runs, StepFinder finder, Receipts receipts, Trail trail, Clock clock) {
        this.runs = runs;
        this.finder = finder;
        this.receipts = receipts;
        this.trail = trail;
        this.clock = clock;
    }

    /** To be called in the transaction that tells the engine. @return false when another worker owns the step */
    @Transactional
    public boolean settle(Receipt ended) {
        if (!receipts.end(ended)) {
            return receipts.last(ref(ended))
                    .filter(receipt -> receipt.attempt() == ended.attempt())
                    .filter(receipt -> receipt.state() == ended.state())
                    .isPresent();
        }
        ended(ended, ended.owner());
        return true;
    }

    /** An attempt whose worker died, or lost its lease: whoever goes on notes it first. @return false when it ended */
    @Transactional
    public boolean leftOpen(Receipt open) {
        Receipt unknown = open.unknown(clock.instant());
        if (!receipts.end(unknown)) {
            return false;
        }
        ended(unknown, "sternway");
        return true;
    }

    private void ended(Receipt ended, String actor) {
        trail.append(
                ended.runId(),
                actor,
                Entry.Kind.STEP_ENDED,
                ended.step() + ": " + ended.state()
                        + ended.problem().map(problem -> ", " + problem).orElse(""),
                ended.digests());
    }

    /** Whether nothing is left to be done. */
    public boolean isSettled(StepRef ref) {
        return receipts.last(ref).filter(last -> last.state().succeeded()).isPresent();
    }

    /** A person skips the step, or says that it was done by hand. */
    @Transactional
    public void byPerson(StepRef ref, Receipt.State state, String who, String note) {
        Runs.Run run = runs.get(ref.runId());
        Step step = finder.find(run, ref);
        int attempt = receipts.last(ref).map(last -> last.attempt() + 1).orElse(1);
        Receipt started = Receipt.started(
                ref.runId(),
                ref.phase().name(),
                ref.activity().name(),
                ref.index(),
                attempt,
                step.name(),
                step.uses(),
                dev.sternway.base.Digest.of(step.with().toString()),
                who,
                clock.instant(),
                step.estimate());
        receipts.start(started);
        settle(started.ended(state, clock.instant(), Map.of("note", note), "", Optional.empty()));
    }

    /** A person chose how to go on after a failure. */
    @Transactional
    public void chosen(StepRef ref, String who, String choice, String reason) {
        trail.append(
                ref.runId(),
                who,
                Entry.Kind.STEP_CHOICE,
                "chose " + choice + " for " + ref.key() + (reason.isBlank() ? "" : ": " + reason),
                Map.of());
    }

    private static StepRef ref(Receipt receipt) {
        return new StepRef(
                receipt.runId(),
                dev.sternway.plan.Phase.valueOf(receipt.phase()),
                dev.sternway.plan.Activity.valueOf(receipt.activity()),
                receipt.index());
    }
}
