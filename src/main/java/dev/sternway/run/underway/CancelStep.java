package dev.sternway.run.underway;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A person ends a step that runs; then it is chosen in Tasklist whether it runs again, is skipped, or the run is aborted. */
@Component
public class CancelStep {
    private final Runs runs;
    private final Underway underway;
    private final RunningSteps running;
    private final Trail trail;

    CancelStep(Runs runs, Underway underway, RunningSteps running, Trail trail) {
        this.runs = runs;
        this.underway = underway;
        this.running = running;
        this.trail = trail;
    }

    /**
     * @param step its name; may be left out when only one runs
     * @return the step that ends now
     * @throws ProblemException SW-0579 when it does not run, SW-0580 when several do, SW-0709 without a reason
     */
    public String cancel(String runId, Optional<String> step, String who, String reason) {
        if (reason.isBlank()) {
            throw ProblemException.of("SW-0709", "Cancelling needs a reason", "reason", "Say why in one sentence");
        }
        runs.get(runId);
        List<Receipt> all = underway.open(runId).stream()
                .map(Underway.Open::receipt)
                .filter(open -> step.isEmpty() || step.get().equals(open.step()))
                .toList();
        if (all.isEmpty()) {
            throw ProblemException.of(
                    "SW-0579",
                    step.map(name -> "The step " + name + " does not run now").orElse("No step runs now"),
                    runId,
                    "Look at sternway status " + runId + "; what waits for a person is answered in Tasklist");
        }
        if (all.size() > 1) {
            throw ProblemException.of(
                    "SW-0580",
                    "Several steps run now: "
                            + all.stream().map(Receipt::step).distinct().toList(),
                    runId,
                    "Name one of them");
        }
        Receipt open = all.get(0);
        if (underway.wantCancelled(open, who + ": " + reason)) {
            trail.append(
                    runId,
                    who,
                    Entry.Kind.CANCEL_ASKED,
                    "asked to cancel " + open.step() + ": " + reason,
                    Map.of("uses", open.uses(), "attempt", String.valueOf(open.attempt())));
        }
        running.cancelHere(open);
        return open.step();
    }
}
