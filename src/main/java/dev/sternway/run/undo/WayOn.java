package dev.sternway.run.undo;

import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.recipe.TakenBack;
import dev.sternway.run.step.Receipts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says of an aborted rollback what remains of it, and how people go on. */
@Component
public class WayOn {
    private static final Set<Phase> PHASES = EnumSet.of(Phase.PRESERVATION, Phase.DATA, Phase.RESTORATION);

    private final Receipts receipts;
    private final StepFinder finder;
    private final ExecutorCatalogue executors;

    WayOn(Receipts receipts, StepFinder finder, ExecutorCatalogue executors) {
        this.receipts = receipts;
        this.finder = finder;
        this.executors = executors;
    }

    /** Empty unless the rollback was aborted. */
    public Optional<String> of(Runs.Run run, Rollback.State state) {
        if (state != Rollback.State.ABORTED && state != Rollback.State.ABORTING) {
            return Optional.empty();
        }
        List<Receipt> all = receipts.of(run.id());
        Set<String> undone = undone(run, all);
        List<String> left = new ArrayList<>();
        boolean frozen = false;
        for (Receipt receipt : all) {
            Activity activity = Activity.valueOf(receipt.activity());
            boolean counts = PHASES.contains(activity.phase())
                    && activity != Activity.ANNOUNCE
                    && (receipt.state() == Receipt.State.DONE
                            || receipt.state() == Receipt.State.BY_HAND
                            || receipt.state() == Receipt.State.UNKNOWN);
            StepRef ref = new StepRef(run.id(), activity.phase(), activity, receipt.index());
            if (counts
                    && !undone.contains(ref.key())
                    && !left.contains(receipt.step())
                    && executors.undone(finder.find(run, ref)) != Executor.Undone.NOT_NEEDED) {
                left.add(receipt.step());
                frozen |= activity == Activity.FREEZE_WRITES;
                frozen &= activity != Activity.ALLOW_WRITES;
            }
        }
        return Optional.of(text(run, left, frozen));
    }

    private static String text(Runs.Run run, List<String> left, boolean frozen) {
        String database = run.plan().safeguards().backup().database();
        return (left.isEmpty() ? "nothing of it is left" : "done and not undone: " + String.join(", ", left))
                + (frozen ? "; WRITES TO " + database + " ARE STILL FROZEN" : "")
                + ". The guard is armed again and watches its triggers, but asks people before it rolls back. Ways on: roll back"
                + " again, what is done is then found done (sternway fire "
                + run.plan().metadata().id()
                + " --environment " + run.guard().environment() + " --reason ...); go on by hand (sternway export "
                + run.id()
                + "); or put back what is left and disarm (sternway disarm "
                + run.guard().id() + " --reason ...)";
    }

    private Set<String> undone(Runs.Run run, List<Receipt> all) {
        List<TakenBack> back = finder.undone(run);
        Set<String> undone = new HashSet<>();
        all.stream()
                .filter(receipt -> receipt.activity().equals(Activity.UNDO.name()))
                .filter(receipt -> receipt.state() == Receipt.State.DONE || receipt.state() == Receipt.State.BY_HAND)
                .forEach(receipt ->
                        undone.add(back.get(receipt.index()).of(run.id()).key()));
        return undone;
    }
}
