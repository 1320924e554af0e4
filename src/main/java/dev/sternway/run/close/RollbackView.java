package dev.sternway.run.close;

import dev.sternway.base.Problem;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.StepOrder;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.underway.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Phases and steps of a run with their estimates and actual times, from plan and receipts. */
@Component
public class RollbackView {
    private static final List<Phase> SHOWN =
            List.of(Phase.PRESERVATION, Phase.DATA, Phase.RESTORATION, Phase.VALIDATION, Phase.CLOSING);

    private final Runs runs;
    private final Receipts receipts;
    private final StepFinder finder;
    private final Underway underway;

    RollbackView(Runs runs, Receipts receipts, StepFinder finder, Underway underway) {
        this.underway = underway;
        this.runs = runs;
        this.receipts = receipts;
        this.finder = finder;
    }

    /** One phase. */
    public record PhaseView(
            Phase phase,
            Optional<Duration> window,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Duration> estimate,
            Optional<Duration> actual,
            List<StepView> steps) {}

    /**
     * One step with its last attempt.
     *
     * @param after names of the steps that must be over before
     * @param wave counts from 1 where steps of the phase run at once; 0 where they run one after another
     */
    public record StepView(
            String name,
            String uses,
            Activity activity,
            int index,
            int attempt,
            String state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Duration> estimate,
            Optional<Duration> actual,
            Map<String, String> evidence,
            Optional<Problem> problem,
            Optional<String> progress,
            List<String> after,
            int wave) {}

    public List<PhaseView> phases(String runId) {
        Runs.Run run = runs.get(runId);
        List<Receipt> all = receipts.of(runId);
        List<Underway.Open> open = underway.open(runId);
        return SHOWN.stream().map(phase -> phase(run, phase, all, open)).toList();
    }

    /** The steps of a guard's arming. */
    public PhaseView arming(String guardId) {
        return phase(runs.get(guardId), Phase.ARMING, receipts.of(guardId), underway.open(guardId));
    }

    private PhaseView phase(Runs.Run run, Phase phase, List<Receipt> all, List<Underway.Open> open) {
        List<StepView> steps = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            if (activity.phase() == phase) {
                List<Step> planned = finder.steps(run, activity);
                StepOrder order = finder.order(run, activity);
                for (int index = 0; index < planned.size(); index++) {
                    int wave = order.parallel() ? order.wave(index) : 0;
                    steps.add(step(planned.get(index), activity, index, wave, all, open));
                }
            }
        }
        Optional<Instant> start = steps.stream()
                .map(StepView::startedAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        Optional<Instant> end =
                steps.stream().map(StepView::endedAt).flatMap(Optional::stream).max(Instant::compareTo);
        Optional<Duration> actual = start.flatMap(from -> end.map(to -> Duration.between(from, to)));
        Optional<Duration> estimate =
                steps.stream().map(StepView::estimate).flatMap(Optional::stream).reduce(Duration::plus);
        return new PhaseView(phase, window(run.plan().phases(), phase), start, end, estimate, actual, steps);
    }

    private static StepView step(
            Step planned, Activity activity, int index, int wave, List<Receipt> all, List<Underway.Open> open) {
        Optional<Receipt> last = all.stream()
                .filter(receipt -> receipt.activity().equals(activity.name()) && receipt.index() == index)
                .reduce((earlier, later) -> later.attempt() > earlier.attempt() ? later : earlier);
        return new StepView(
                planned.name(),
                planned.uses(),
                activity,
                index,
                last.map(Receipt::attempt).orElse(0),
                last.map(receipt -> receipt.state().name()).orElse("PLANNED"),
                last.map(Receipt::startedAt),
                last.flatMap(Receipt::endedAt),
                planned.estimate(),
                last.flatMap(receipt -> receipt.endedAt().map(end -> Duration.between(receipt.startedAt(), end))),
                last.map(Receipt::evidence).orElse(Map.of()),
                last.flatMap(Receipt::problem),
                open.stream()
                        .filter(it -> last.filter(it.receipt()::sameAttempt).isPresent())
                        .map(RollbackView::progress)
                        .filter(text -> !text.isEmpty())
                        .findFirst(),
                planned.after(),
                wave);
    }

    private static String progress(Underway.Open open) {
        return open.progress()
                + open.cancelledBy()
                        .map(who -> " (being cancelled by " + who + ")")
                        .orElse("");
    }

    private static Optional<Duration> window(Phases phases, Phase phase) {
        return switch (phase) {
            case PRESERVATION -> Optional.of(phases.preservation().within());
            case DATA -> Optional.of(phases.data().within());
            case RESTORATION -> Optional.of(phases.restoration().within());
            case VALIDATION -> Optional.of(phases.validation().within());
            default -> Optional.empty();
        };
    }
}
