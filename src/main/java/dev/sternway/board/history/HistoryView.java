package dev.sternway.board.history;

import dev.sternway.board.words.Words;
import dev.sternway.decision.Option;
import dev.sternway.plan.Level;
import dev.sternway.run.Rollback;
import dev.sternway.run.close.Documents;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.history.ExecutionHistory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts the execution history into words, with the length of every run against its plan's. */
@Component
class HistoryView {
    private final ExecutionHistory history;
    private final RollbackView view;
    private final Documents documents;

    HistoryView(ExecutionHistory history, RollbackView view, Documents documents) {
        this.history = history;
        this.view = view;
        this.documents = documents;
    }

    private record Length(ExecutionHistory.Execution execution, Duration actual, Duration expected) {}

    /** Newest first. */
    List<Past> latest(int limit) {
        List<Length> all = history.latest(limit).stream().map(this::length).toList();
        long longest = all.stream()
                .mapToLong(it -> Math.max(it.actual().toMillis(), it.expected().toMillis()))
                .max()
                .orElse(0);
        return all.stream().map(it -> past(it, Math.max(1, longest))).toList();
    }

    private Length length(ExecutionHistory.Execution execution) {
        List<RollbackView.PhaseView> begun = view.phases(execution.id()).stream()
                .filter(phase -> phase.actual().isPresent())
                .toList();
        return new Length(execution, sum(begun, RollbackView.PhaseView::actual), sum(begun, HistoryView::expected));
    }

    private static Optional<Duration> expected(RollbackView.PhaseView phase) {
        return phase.estimate();
    }

    private static Duration sum(
            List<RollbackView.PhaseView> phases,
            java.util.function.Function<RollbackView.PhaseView, Optional<Duration>> of) {
        return phases.stream().map(of).flatMap(Optional::stream).reduce(Duration.ZERO, Duration::plus);
    }

    private Past past(Length length, long longest) {
        ExecutionHistory.Execution execution = length.execution();
        boolean ended = !execution.outcome().equals(ExecutionHistory.UNDERWAY);
        Rollback.State state = ended ? Rollback.State.valueOf(execution.outcome()) : Rollback.State.ROLLING_BACK;
        return new Past(
                Words.day(execution.date()),
                execution.planId(),
                execution.environment(),
                execution
                        .level()
                        .filter(level -> !level.isEmpty())
                        .map(Level::valueOf)
                        .map(Option::words)
                        .orElse(""),
                Words.tone(state),
                ended ? Words.state(state) : "Under way",
                execution.by(),
                execution.decidedBy().map(Words::actor).orElse(""),
                execution
                        .durationMillis()
                        .map(Duration::ofMillis)
                        .map(Words::length)
                        .orElse(""),
                worked(length),
                scaled(length.actual(), longest),
                scaled(length.expected(), longest),
                length.actual().compareTo(length.expected()) > 0,
                execution.notes().stream()
                        .map(note -> Words.line(note, execution.id()))
                        .toList(),
                execution.intact(),
                "/board/rollbacks/" + execution.id(),
                documents.find(execution.id(), "report.html").isPresent()
                        ? "/board/rollbacks/" + execution.id() + "/report"
                        : "");
    }

    private static String worked(Length length) {
        if (length.actual().isZero()) {
            return "";
        }
        return Words.length(length.actual())
                + (length.expected().isZero() ? "" : " of " + Words.length(length.expected()) + " expected");
    }

    private static int scaled(Duration length, long longest) {
        return (int) (Past.SCALE * length.toMillis() / longest);
    }
}
