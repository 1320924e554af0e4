package dev.sternway.board.guard;

import dev.sternway.board.words.GuardWords;
import dev.sternway.board.words.Tone;
import dev.sternway.board.words.Words;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Runs;
import dev.sternway.run.watching.VerdictWords;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.condition.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/** The triggers of a guard with their newest verdicts. */
@Component
class WatchedTriggers {
    private static final int CHARTED = 60;
    private static final int TOLD = 8;

    private final Verdicts verdicts;

    WatchedTriggers(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** In the order of the plan. */
    List<Guarded.Watched> of(Runs.Run run) {
        return run.plan().triggers().stream()
                .map(trigger -> watched(trigger, verdicts.recent(run.guard().id(), trigger.id(), CHARTED)))
                .toList();
    }

    private static Guarded.Watched watched(Trigger trigger, List<Verdict> recent) {
        String title = trigger.title().orElse(trigger.id());
        String mode = GuardWords.mode(trigger.mode());
        if (recent.isEmpty()) {
            return new Guarded.Watched(
                    title,
                    Tone.PLANNED,
                    "not looked at yet",
                    VerdictWords.rule(trigger),
                    mode,
                    "",
                    "It has not been evaluated so far, so it cannot have fired.",
                    Chart.of(recent),
                    List.of());
        }
        Verdict last = recent.get(recent.size() - 1);
        List<Verdict> newestFirst = new ArrayList<>(recent.subList(Math.max(0, recent.size() - TOLD), recent.size()));
        Collections.reverse(newestFirst);
        return new Guarded.Watched(
                title,
                GuardWords.tone(last.outcome()),
                last.outcome().words(),
                VerdictWords.rule(trigger),
                mode,
                "looked at " + Words.day(last.at()) + value(trigger, last, ", found "),
                last.why(),
                Chart.of(recent),
                newestFirst.stream().map(verdict -> look(trigger, verdict)).toList());
    }

    private static Guarded.Look look(Trigger trigger, Verdict verdict) {
        return new Guarded.Look(
                Words.time(verdict.at()),
                GuardWords.tone(verdict.outcome()),
                verdict.outcome().words(),
                value(trigger, verdict, ""),
                verdict.why());
    }

    private static String value(Trigger trigger, Verdict verdict, String before) {
        Unit unit = Unit.of(trigger);
        return verdict.value().isPresent() && !unit.yesOrNo()
                ? before + unit.said(verdict.value().getAsDouble())
                : "";
    }
}
