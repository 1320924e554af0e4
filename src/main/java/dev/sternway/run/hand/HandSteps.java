package dev.sternway.run.hand;

import dev.sternway.document.Handover;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The steps of a rollback in the order of the diagrams, each with how it stands, in words. */
@Component
class HandSteps {
    static final String DONE = "done";
    static final String UNKNOWN = "started, unknown";
    private static final int LONGEST = 300;
    /** Announcing comes before all others, though the diagrams draw it beside them. */
    private static final Set<Phase> PHASES =
            Set.of(Phase.PRESERVATION, Phase.DATA, Phase.RESTORATION, Phase.VALIDATION, Phase.CLOSING);

    private final StepFinder finder;

    HandSteps(StepFinder finder) {
        this.finder = finder;
    }

    /** @param alive whether a server works on it */
    List<Handover.Step> of(Runs.Run run, List<Receipt> attempts, boolean alive) {
        List<Handover.Step> all = new ArrayList<>();
        List<Activity> order = new ArrayList<>(List.of(Activity.values()));
        order.sort(Comparator.comparing(Activity::phase).thenComparing(it -> it != Activity.ANNOUNCE));
        for (Activity activity : order) {
            if (PHASES.contains(activity.phase()) && taken(run, activity)) {
                List<Step> planned = finder.steps(run, activity);
                for (int index = 0; index < planned.size(); index++) {
                    all.add(step(activity, index, planned.get(index), attempts, alive));
                }
            }
        }
        return all;
    }

    private static boolean taken(Runs.Run run, Activity activity) {
        boolean ofData = activity.phase() == Phase.DATA || activity == Activity.REPLAY_DATA;
        return run.rollback()
                .flatMap(Rollback::level)
                .map(level -> level.rollsBackData() || level == Level.CODE_ONLY && !ofData)
                .orElse(true);
    }

    static String key(Activity activity, int index) {
        return activity.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + index;
    }

    private static Handover.Step step(
            Activity activity, int index, Step planned, List<Receipt> attempts, boolean alive) {
        Optional<Receipt> last = attempts.stream()
                .filter(it -> it.activity().equals(activity.name()) && it.index() == index)
                .max(Comparator.comparingInt(Receipt::attempt));
        return new Handover.Step(
                activity.phase().name().toLowerCase(Locale.ROOT),
                key(activity, index),
                planned.name(),
                last.map(it -> state(it, alive)).orElse("waiting"),
                last.map(HandSteps::note).orElse(""));
    }

    private static String state(Receipt last, boolean alive) {
        return switch (last.state()) {
            case DONE, ALREADY, SKIPPED, BY_HAND -> DONE;
            case STARTED -> alive ? "running" : UNKNOWN;
            case UNKNOWN -> UNKNOWN;
            case FAILED, REFUSED, CANCELLED -> "failed";
        };
    }

    private static String note(Receipt last) {
        String facts = last.evidence().isEmpty() ? "" : ", " + new TreeMap<>(last.evidence());
        String text = last.state() + ", attempt " + last.attempt() + " by " + last.owner() + " at "
                + last.endedAt().orElse(last.startedAt())
                + last.problem().map(problem -> ", " + problem).orElse(facts);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
