package dev.sternway.board.live;

import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.board.Asks;
import dev.sternway.board.Reader;
import dev.sternway.board.words.Tone;
import dev.sternway.board.words.Words;
import dev.sternway.decision.Option;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.hand.OpenTasks;
import dev.sternway.run.step.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Puts a rollback into words for its page. */
@Component
class LiveView {
    private static final int LINES = 15;
    private static final int NAMED = 3;

    private final Rollbacks rollbacks;
    private final Runs runs;
    private final RollbackView view;
    private final OpenTasks tasks;
    private final Asks asks;
    private final Signals signals;
    private final Trail trail;
    private final Receipts receipts;
    private final Clock clock;

    LiveView(
            Rollbacks rollbacks,
            Runs runs,
            RollbackView view,
            OpenTasks tasks,
            Asks asks,
            Signals signals,
            Trail trail,
            Receipts receipts,
            Clock clock) {
        this.rollbacks = rollbacks;
        this.runs = runs;
        this.view = view;
        this.tasks = tasks;
        this.asks = asks;
        this.signals = signals;
        this.trail = trail;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** @throws ProblemException SW-0713 when there is no such rollback */
    Live of(String id, Reader reader) {
        Rollback rollback = get(id);
        Runs.Run run = runs.get(id);
        Instant now = clock.instant();
        List<RollbackView.PhaseView> phases = view.phases(id).stream()
                .filter(phase -> !phase.steps().isEmpty())
                .toList();
        List<Asks.Ask> asks = this.asks.of(run, reader);
        List<Entry> entries = trail.of(id);
        boolean stuck = rollback.state() == Rollback.State.ROLLING_BACK && !asks.isEmpty();
        boolean ended = rollback.state().ended();
        PhaseRows rows = new PhaseRows(rollback, phases, receipts.of(id), entries, now);
        return new Live(
                id,
                run.plan().metadata().title(),
                rollback.environment(),
                stuck ? Tone.ASKED : Words.tone(rollback.state()),
                Words.state(rollback.state()) + (stuck ? ": waits for a person" : ""),
                ended,
                now(rollback, phases, asks),
                facts(rollback, run, now),
                asks,
                signals.diagrams(id),
                rows.axis(),
                rows.rows(),
                signals.triggers(run),
                signals.data(id),
                signals.messages(id),
                lines(id, entries),
                ended);
    }

    /** @throws ProblemException SW-0713 when there is no such rollback */
    Rollback get(String id) {
        return rollbacks
                .find(id)
                .orElseThrow(
                        () -> ProblemException.of("SW-0713", "No rollback has the id " + id, id, "Look at /board"));
    }

    /** Changes whenever the page would. */
    String version(String id) {
        return rollbacks.find(id).map(Rollback::state) + "/" + receipts.version(id) + "/"
                + tasks.of(id).hashCode() + "/" + trail.length(id);
    }

    private static List<Live.Fact> now(Rollback rollback, List<RollbackView.PhaseView> phases, List<Asks.Ask> asks) {
        long all = phases.stream().mapToLong(phase -> phase.steps().size()).sum();
        long over = phases.stream().mapToLong(PhaseRows::over).sum();
        List<Live.Fact> facts = new ArrayList<>();
        facts.add(new Live.Fact("Done", over + " of " + Counted.of(all, "step")));
        if (rollback.state().ended()) {
            return facts;
        }
        String running = named(steps(phases, "STARTED"));
        facts.add(new Live.Fact("Now", running.isEmpty() ? "nothing runs" : running));
        facts.add(new Live.Fact("Next", named(steps(phases, "PLANNED").limit(1))));
        facts.add(new Live.Fact(
                "Waits for",
                asks.isEmpty()
                        ? "nobody"
                        : named(asks.stream().map(Asks.Ask::whom).distinct())));
        return facts.stream().filter(fact -> !fact.value().isEmpty()).toList();
    }

    private static Stream<String> steps(List<RollbackView.PhaseView> phases, String state) {
        return phases.stream()
                .flatMap(phase -> phase.steps().stream())
                .filter(step -> step.state().equals(state))
                .map(RollbackView.StepView::name);
    }

    private static String named(Stream<String> names) {
        List<String> all = names.toList();
        String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() > NAMED ? first + " and " + (all.size() - NAMED) + " more" : first;
    }

    private static List<Live.Fact> facts(Rollback rollback, Runs.Run run, Instant now) {
        List<Live.Fact> facts = new ArrayList<>();
        facts.add(new Live.Fact("What is wrong", rollback.reason()));
        rollback.level().ifPresent(level -> facts.add(new Live.Fact("Decided", Option.words(level))));
        rollback.decidedBy().ifPresent(person -> facts.add(new Live.Fact("By", person)));
        rollback.incident().ifPresent(incident -> facts.add(new Live.Fact("Incident", incident)));
        facts.add(new Live.Fact("Asked by", rollback.requestedBy()));
        facts.add(new Live.Fact("Release", run.plan().metadata().release()));
        facts.add(new Live.Fact(
                rollback.endedAt().isPresent() ? "Took" : "For",
                Words.length(Duration.between(
                                rollback.requestedAt(), rollback.endedAt().orElse(now)))
                        + ", since " + Words.time(rollback.requestedAt())));
        return facts;
    }

    private static List<Live.Line> lines(String id, List<Entry> entries) {
        return entries.subList(Math.max(0, entries.size() - LINES), entries.size()).stream()
                .sorted((one, two) -> Long.compare(two.sequence(), one.sequence()))
                .map(entry -> new Live.Line(
                        Words.time(entry.at()), Words.actor(entry.actor()), Words.line(entry.text(), id), Tone.PLANNED))
                .toList();
    }
}
