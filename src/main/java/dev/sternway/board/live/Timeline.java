package dev.sternway.board.live;

import dev.sternway.board.words.Words;
import dev.sternway.run.Rollback;
import dev.sternway.run.close.RollbackView.PhaseView;
import dev.sternway.run.close.RollbackView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Places phases and steps on one line, from the first action to the end, or to where the end is expected. */
final class Timeline {
    private static final double LEAST = 0.6;

    private final Instant from;
    private final Instant to;
    private final Instant now;
    private final boolean ended;
    private final Map<StepView, Instant> expected = new IdentityHashMap<>();

    Timeline(Rollback rollback, List<PhaseView> phases, Instant now) {
        this.now = rollback.endedAt().orElse(now);
        this.ended = rollback.state().ended();
        this.from = Stream.concat(rollback.firstActionAt().stream(), starts(phases))
                .min(Instant::compareTo)
                .orElse(this.now);
        this.to = ended ? last(phases) : project(phases);
    }

    private static Stream<Instant> starts(List<PhaseView> phases) {
        return phases.stream().map(PhaseView::startedAt).flatMap(Optional::stream);
    }

    private Instant last(List<PhaseView> phases) {
        return Stream.concat(
                        Stream.of(now), phases.stream().map(PhaseView::endedAt).flatMap(Optional::stream))
                .max(Instant::compareTo)
                .orElse(now);
    }

    /** What has not begun follows what runs, in order; what may run at once does. */
    private Instant project(List<PhaseView> phases) {
        Instant cursor = now;
        for (PhaseView phase : phases) {
            int wave = 0;
            Instant together = cursor;
            for (StepView step : phase.steps()) {
                if (step.startedAt().isPresent()) {
                    cursor = later(cursor, expectedEnd(step));
                    continue;
                }
                if (step.wave() == 0 || step.wave() != wave) {
                    together = cursor;
                    wave = step.wave();
                }
                expected.put(step, together);
                cursor = later(cursor, together.plus(step.estimate().orElse(Duration.ZERO)));
            }
        }
        return cursor;
    }

    private Instant expectedEnd(StepView step) {
        return step.endedAt()
                .orElseGet(() -> later(
                        now, step.startedAt().orElse(now).plus(step.estimate().orElse(Duration.ZERO))));
    }

    private static Instant later(Instant one, Instant two) {
        return one.isAfter(two) ? one : two;
    }

    Live.Axis axis() {
        return new Live.Axis(Words.time(from), (ended ? "" : "expected end ") + Words.time(to));
    }

    Live.Bar bar(StepView step) {
        Optional<Instant> start = step.startedAt();
        String actual = start.map(it -> span(it, step.endedAt().orElse(now))).orElse("");
        String estimate = step.estimate()
                .flatMap(length ->
                        start.or(() -> Optional.ofNullable(expected.get(step))).map(it -> span(it, it.plus(length))))
                .orElse("");
        return new Live.Bar(actual, estimate);
    }

    Live.Bar bar(PhaseView phase, boolean over) {
        Optional<Instant> start = phase.startedAt();
        Optional<Instant> end = over ? phase.endedAt() : Optional.of(now);
        String actual = start.flatMap(it -> end.map(that -> span(it, that))).orElse("");
        String estimate = phase.estimate()
                .flatMap(length -> start.or(() -> phase.steps().stream()
                                .map(expected::get)
                                .flatMap(Stream::ofNullable)
                                .findFirst())
                        .map(it -> span(it, it.plus(length))))
                .orElse("");
        return new Live.Bar(actual, estimate);
    }

    /** @return empty when it is beyond the axis */
    String place(Instant at) {
        return at.isBefore(from) || at.isAfter(to) ? "" : String.format(Locale.ROOT, "left:%.2f%%", percent(at));
    }

    private String span(Instant start, Instant end) {
        double left = percent(start);
        double right = percent(end);
        return String.format(
                Locale.ROOT, "left:%.2f%%;width:%.2f%%", Math.min(left, 100 - LEAST), Math.max(LEAST, right - left));
    }

    private double percent(Instant at) {
        double whole = Duration.between(from, to).toMillis();
        double part = Duration.between(from, at).toMillis();
        return whole <= 0 ? 0 : Math.max(0, Math.min(100, 100 * part / whole));
    }
}
