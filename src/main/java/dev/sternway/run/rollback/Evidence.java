package dev.sternway.run.rollback;

import dev.sternway.decision.Sparkline;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What the triggers saw, a line each, with a small chart of the last values. */
final class Evidence {
    private static final int POINTS = 40;

    private Evidence() {}

    static String text(Verdicts verdicts, String guardId) {
        return verdicts.latest(guardId).stream()
                .map(verdict -> verdict.triggerId() + ": " + verdict.outcome().words() + ", " + verdict.why() + " ("
                        + verdict.query() + ")" + chart(verdicts, guardId, verdict))
                .collect(Collectors.joining("\n"));
    }

    private static String chart(Verdicts verdicts, String guardId, Verdict verdict) {
        List<Double> values = verdicts.recent(guardId, verdict.triggerId(), POINTS).stream()
                .filter(it -> it.value().isPresent())
                .map(it -> it.value().getAsDouble())
                .toList();
        String chart = Sparkline.of(values);
        return chart.isEmpty() ? "" : "\n    " + chart + ", rule " + verdict.rule();
    }
}
