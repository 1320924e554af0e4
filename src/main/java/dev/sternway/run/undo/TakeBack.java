package dev.sternway.run.undo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Keepsakes;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.recipe.TakenBack;
import dev.sternway.run.step.Receipts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides at an abort what is taken back: the steps of the phase since its last stable stop, last first. What no executor can
 * take back, a person does by hand, in its turn.
 */
@Component
public class TakeBack {
    private static final Set<Phase> PHASES =
            EnumSet.of(Phase.PRESERVATION, Phase.DATA, Phase.RESTORATION, Phase.VALIDATION);

    private final Runs runs;
    private final Guards guards;
    private final Receipts receipts;
    private final StepFinder finder;
    private final ExecutorCatalogue executors;
    private final Trail trail;
    private final ObjectMapper json;

    TakeBack(
            Runs runs,
            Guards guards,
            Receipts receipts,
            StepFinder finder,
            ExecutorCatalogue executors,
            Trail trail,
            ObjectMapper json) {
        this.runs = runs;
        this.guards = guards;
        this.receipts = receipts;
        this.finder = finder;
        this.executors = executors;
        this.trail = trail;
        this.json = json;
    }

    /**
     * A person wants what was done in this phase undone after the abort.
     *
     * @throws ProblemException SW-0340 when nothing is undone there
     */
    @Transactional
    public void want(StepRef at) {
        if (!PHASES.contains(at.phase()) || at.activity() == Activity.ANNOUNCE) {
            throw ProblemException.of(
                    "SW-0340",
                    "Steps are undone only after an abort in one of the four phases",
                    at.key(),
                    "Choose abort, skip or again");
        }
        kept(at.runId()).keep(wanted(at.runId()), at.phase().name());
    }

    /** Fixes what is taken back, once. @return whether something may still run that was cut off */
    @Transactional
    public boolean plan(String runId) {
        Keepsakes kept = kept(runId);
        Optional<Phase> phase = kept.find(wanted(runId)).map(Phase::valueOf);
        if (phase.isEmpty()) {
            return false;
        }
        Runs.Run run = runs.get(runId);
        List<Receipt> executed = executed(runId, phase.get());
        List<TakenBack> back = new ArrayList<>();
        for (Receipt receipt : executed) {
            Step step = finder.find(run, ref(receipt));
            if (step.stableStop().isPresent() && receipt.state().succeeded()) {
                back.clear();
            } else {
                taken(receipt, step).ifPresent(one -> back.add(0, one));
            }
        }
        TakenBack.keep(kept, runId, json, back);
        trail.append(
                runId,
                "sternway",
                Entry.Kind.STEP_CHOICE,
                "takes back " + back.size() + " steps of the phase "
                        + phase.get().name().toLowerCase(java.util.Locale.ROOT) + ", last first",
                Map.of());
        return executed.stream().anyMatch(receipt -> receipt.state() == Receipt.State.UNKNOWN);
    }

    public int count(String runId) {
        return finder.steps(runs.get(runId), Activity.UNDO).size();
    }

    /** The last attempt of each step, in the order in which they began. */
    private List<Receipt> executed(String runId, Phase phase) {
        Map<StepRef, Receipt> last = new LinkedHashMap<>();
        receipts.of(runId).stream()
                .filter(receipt -> receipt.phase().equals(phase.name()))
                .filter(receipt -> !receipt.activity().equals(Activity.ANNOUNCE.name()))
                .sorted(Comparator.comparing(Receipt::startedAt))
                .forEach(receipt -> last.put(ref(receipt), receipt));
        return List.copyOf(last.values());
    }

    /** Empty when nothing is there to be taken back. */
    private Optional<TakenBack> taken(Receipt receipt, Step step) {
        Optional<Executor<?>> executor = executors.find(step.uses());
        Executor.Undone undone = executors.undone(step);
        boolean changed = receipt.state() == Receipt.State.DONE
                || receipt.state() == Receipt.State.BY_HAND
                || receipt.state() == Receipt.State.UNKNOWN;
        boolean touched = changed
                || receipt.state() == Receipt.State.ALREADY
                || receipt.state() == Receipt.State.FAILED
                || receipt.state() == Receipt.State.CANCELLED;
        StepRef ref = ref(receipt);
        if (undone == Executor.Undone.BY_ITSELF && touched) {
            return Optional.of(new TakenBack(ref.phase(), ref.activity(), ref.index(), Optional.empty()));
        }
        return undone == Executor.Undone.BY_HAND && changed
                ? Optional.of(new TakenBack(
                        ref.phase(),
                        ref.activity(),
                        ref.index(),
                        executor.map(Executor::whyByHand).or(() -> Optional.of("nobody knows " + step.uses()))))
                : Optional.empty();
    }

    private Keepsakes kept(String runId) {
        return guards.keepsakes(runs.get(runId).guard().id());
    }

    private static String wanted(String runId) {
        return "undo-wanted/" + runId;
    }

    private static StepRef ref(Receipt receipt) {
        return new StepRef(
                receipt.runId(), Phase.valueOf(receipt.phase()), Activity.valueOf(receipt.activity()), receipt.index());
    }
}
