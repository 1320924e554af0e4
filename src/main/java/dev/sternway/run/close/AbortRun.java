package dev.sternway.run.close;

import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.step.SettleStep;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stops a run cleanly and says what is done and what is not. */
@Component
public class AbortRun {
    private final Runs runs;
    private final Rollbacks rollbacks;
    private final Guards guards;
    private final Receipts receipts;
    private final SettleStep settle;
    private final Trail trail;

    AbortRun(Runs runs, Rollbacks rollbacks, Guards guards, Receipts receipts, SettleStep settle, Trail trail) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.guards = guards;
        this.receipts = receipts;
        this.settle = settle;
        this.trail = trail;
    }

    @Transactional
    public void abort(String runId) {
        Runs.Run run = runs.get(runId);
        nothingBeginsBeside(run);
        receipts.of(runId).stream()
                .filter(receipt -> receipt.state() == Receipt.State.STARTED)
                .forEach(settle::leftOpen);
        List<Receipt> all = receipts.of(runId);
        String done = names(all, true);
        String failed = names(all, false);
        trail.append(
                runId,
                "sternway",
                Entry.Kind.ABORTED,
                "stopped; done: " + done + "; not done: " + failed + " and every step after it",
                Map.of());
    }

    /** Who would open a step's receipt writes to the run's ledger, and so waits from here on until this is committed. */
    private void nothingBeginsBeside(Runs.Run run) {
        if (run.rollback().isPresent()) {
            rollbacks.state(run.id(), Rollback.State.ABORTING);
        } else {
            guards.replace(run.guard().with(Guard.State.NOT_ARMED));
        }
    }

    private static String names(List<Receipt> receipts, boolean succeeded) {
        List<String> names = receipts.stream()
                .filter(receipt -> receipt.state().succeeded() == succeeded)
                .map(Receipt::step)
                .distinct()
                .toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
