package dev.sternway.board.live;

import dev.sternway.base.words.Counted;
import dev.sternway.board.words.Tone;
import dev.sternway.board.words.Words;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Rollback;
import dev.sternway.run.close.RollbackView.PhaseView;
import dev.sternway.run.close.RollbackView.StepView;
import dev.sternway.run.underway.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Phases and steps of one rollback in words and bars. */
final class PhaseRows {
    private final Rollback rollback;
    private final List<PhaseView> phases;
    private final List<Receipt> receipts;
    private final List<Entry> calls;
    private final Timeline line;
    private final Instant now;

    PhaseRows(Rollback rollback, List<PhaseView> phases, List<Receipt> receipts, List<Entry> entries, Instant now) {
        this.rollback = rollback;
        this.phases = phases;
        this.receipts = receipts;
        this.calls = entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.WINDOW_OVERRUN)
                .toList();
        this.line = new Timeline(rollback, phases, now);
        this.now = now;
    }

    Live.Axis axis() {
        return line.axis();
    }

    List<Live.PhaseRow> rows() {
        return phases.stream().map(this::row).toList();
    }

    static long over(PhaseView phase) {
        return phase.steps().stream()
                .map(step -> Words.tone(step.state()))
                .filter(tone -> tone == Tone.DONE || tone == Tone.SKIPPED)
                .count();
    }

    private Live.PhaseRow row(PhaseView phase) {
        boolean over = over(phase) == phase.steps().size();
        boolean running =
                phase.startedAt().isPresent() && !over && !rollback.state().ended();
        return new Live.PhaseRow(
                phase.phase().name().toLowerCase(Locale.ROOT),
                Words.phase(phase.phase()),
                tone(phase, over, running),
                note(phase, running),
                line.bar(phase, !running),
                phase.startedAt()
                        .flatMap(start -> phase.window().map(start::plus))
                        .map(line::place)
                        .orElse(""),
                calls(phase, running),
                phase.steps().stream().map(this::row).toList());
    }

    private Tone tone(PhaseView phase, boolean over, boolean running) {
        if (phase.steps().stream().anyMatch(step -> Words.tone(step.state()) == Tone.FAILED)) {
            return Tone.FAILED;
        }
        Tone begun = running ? Tone.RUNNING : rollback.state().ended() ? Tone.SKIPPED : Tone.PLANNED;
        return over ? Tone.DONE : begun;
    }

    private String note(PhaseView phase, boolean running) {
        List<String> notes = new ArrayList<>();
        notes.add(over(phase) + " of " + Counted.of(phase.steps().size(), "step") + " over");
        phase.actual().filter(took -> !running).ifPresent(took -> notes.add("took " + Words.length(took)));
        phase.estimate().ifPresent(expected -> notes.add("expected " + Words.length(expected)));
        phase.window().ifPresent(window -> notes.add("window " + Words.length(window) + left(phase, window, running)));
        return String.join(", ", notes);
    }

    private String left(PhaseView phase, Duration window, boolean running) {
        if (!running) {
            return phase.actual().filter(took -> took.compareTo(window) > 0).isPresent() ? " overrun" : "";
        }
        return phase.startedAt()
                .map(start -> Duration.between(now, start.plus(window)))
                .map(left -> left.isNegative()
                        ? ", over by " + Words.length(left.negated())
                        : ", " + Words.length(left) + " left")
                .orElse("");
    }

    private List<Live.Call> calls(PhaseView phase, boolean running) {
        return calls.stream()
                .filter(call -> phase.startedAt()
                        .filter(start -> !call.at().isBefore(start))
                        .isPresent())
                .filter(call -> running
                        || phase.endedAt()
                                .filter(end -> !call.at().isAfter(end))
                                .isPresent())
                .map(call -> new Live.Call(
                        line.place(call.at()), Words.time(call.at()) + ": " + Words.line(call.text(), rollback.id())))
                .toList();
    }

    private Live.StepRow row(StepView step) {
        boolean left = rollback.state().ended() && step.state().equals("PLANNED");
        String state = left ? "LEFT" : step.state();
        Tone tone = Words.tone(state);
        Optional<Instant> since = step.startedAt().filter(start -> tone == Tone.RUNNING);
        Optional<String> expected = step.estimate().map(it -> "about " + Words.length(it));
        String took = step.actual()
                .map(it ->
                        Words.length(it) + expected.map(that -> " of " + that).orElse(""))
                .or(() -> expected.map(it -> since.isPresent() ? " of " + it : it))
                .orElse("");
        return new Live.StepRow(
                step.name(),
                tone,
                Words.step(state) + (step.attempt() > 1 ? ", attempt " + step.attempt() : ""),
                since.map(Instant::toString).orElse(""),
                took,
                line.bar(step),
                step.progress()
                        .or(() -> tone == Tone.DONE
                                ? Optional.empty()
                                : step.problem().map(problem -> problem.what() + ". " + problem.next()))
                        .orElse(""),
                step.after().isEmpty() ? "" : "after " + String.join(", ", step.after()),
                tone == Tone.RUNNING || tone == Tone.FAILED || tone == Tone.ASKED ? output(step) : "");
    }

    private String output(StepView step) {
        return receipts.stream()
                .filter(receipt -> receipt.activity().equals(step.activity().name())
                        && receipt.index() == step.index()
                        && receipt.attempt() == step.attempt())
                .map(receipt -> Output.end(receipt.output()).strip())
                .findFirst()
                .orElse("");
    }
}
