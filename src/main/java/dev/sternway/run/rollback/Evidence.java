package dev.sternway.run.rollback;

import dev.sternway.decision.Sparkline;
import dev.sternway.run.Runs;
import dev.sternway.run.watching.VerdictWords;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.condition.Unit;
import java.util.List;
import java.util.stream.Collectors;

/** What the triggers saw, a sentence each, with a small chart of the last values where they changed. */
final class Evidence {
    private static final int POINTS = 40;

    private Evidence() {}

    static String text(Verdicts verdicts, Runs.Run run) {
        String guardId = run.guard().id();
        return verdicts.latest(guardId).stream()
                .map(verdict -> VerdictWords.sentence(run.plan(), verdict)
                        + chart(verdicts, guardId, verdict, VerdictWords.unit(run.plan(), verdict)))
                .collect(Collectors.joining("\n"));
    }

    private static String chart(Verdicts verdicts, String guardId, Verdict verdict, Unit unit) {
        List<Double> values = verdicts.recent(guardId, verdict.triggerId(), POINTS).stream()
                .filter(it -> it.value().isPresent())
                .map(it -> it.value().getAsDouble())
                .toList();
        if (values.stream().distinct().count() < 2) {
            return "";
        }
        return "\n    Before, oldest first: "
                + (unit.yesOrNo() ? Sparkline.bars(values) : Sparkline.of(values, unit::said));
    }
}
