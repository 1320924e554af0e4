package dev.sternway.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the receipt that is open before an attempt has its first effect. */
@Component
public class OpenStep {
    private final Runs runs;
    private final StepFinder finder;
    private final Placeholders placeholders;
    private final Receipts receipts;
    private final Clock clock;

    OpenStep(Runs runs, StepFinder finder, Placeholders placeholders, Receipts receipts, Clock clock) {
        this.runs = runs;
        this.finder = finder;
        this.placeholders = placeholders;
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * @param of the step under whose key the executor keeps its notes: itself, or the one that it undoes
     * @param with inputs as the executor gets them
     */
    public record Opened(Runs.Run run, StepRef ref, StepRef of, Step step, JsonNode with, Receipt receipt) {}

    /**
     * In the transaction that makes the step due and gives it to the owner; nothing is done before that has committed.
     *
     * @param known the run, if that transaction has read it
     * @return empty when this is no first attempt, or something about the step is wrong: whoever runs it finds out
     */
    public Optional<Opened> first(StepRef ref, String owner, Optional<Runs.Run> known) {
        try {
            Runs.Run run = known.orElseGet(() -> runs.get(ref.runId()));
            return Optional.of(make(run, ref, owner, Optional.empty()))
                    .filter(opened -> receipts.startFirst(opened.receipt()));
        } catch (ProblemException later) {
            return Optional.empty();
        }
    }

    /**
     * In the transaction that ends the step before, of which the engine is told later.
     *
     * @param task the engine's, under whose lease the owner goes on
     * @return empty when it is not the owner's any more, or is suspended, when a person does the step, when there was an
     *     attempt, or something about the step is wrong: the engine is told first then
     */
    public Optional<Opened> following(StepRef ref, String owner, Optional<Runs.Run> known, String task) {
        try {
            Runs.Run run = known.orElseGet(() -> runs.get(ref.runId()));
            return Optional.of(make(run, ref, owner, Optional.empty()))
                    .filter(opened -> !opened.step().byPerson())
                    .filter(opened -> receipts.startFollowing(opened.receipt(), task));
        } catch (ProblemException later) {
            return Optional.empty();
        }
    }

    /** Not kept yet. */
    Opened make(StepRef ref, String owner, Optional<Receipt> last) {
        return make(runs.get(ref.runId()), ref, owner, last);
    }

    private Opened make(Runs.Run run, StepRef ref, String owner, Optional<Receipt> last) {
        Step step = finder.find(run, ref);
        JsonNode with = placeholders.fill(run, step);
        return new Opened(
                run,
                ref,
                ref.activity() == Activity.UNDO
                        ? finder.undone(run).get(ref.index()).of(ref.runId())
                        : ref,
                step,
                with,
                Receipt.started(
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
                        step.estimate()));
    }
}
