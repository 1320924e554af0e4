package dev.sternway.board.live;

import dev.sternway.base.words.Counted;
import dev.sternway.board.words.GuardWords;
import dev.sternway.board.words.Tone;
import dev.sternway.board.words.Words;
import dev.sternway.decision.Sparkline;
import dev.sternway.document.IncidentReport.DataStatement;
import dev.sternway.run.Runs;
import dev.sternway.run.close.SalvageOf;
import dev.sternway.run.diagram.Drawn;
import dev.sternway.run.diagram.RunDiagrams;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import dev.sternway.run.watching.VerdictWords;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.condition.Unit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What stands around the steps of a rollback: diagrams, evidence, data, messages. */
@Component
class Signals {
    private static final int POINTS = 40;
    private static final int MESSAGES = 20;

    private final RunDiagrams diagrams;
    private final Verdicts verdicts;
    private final SalvageOf salvage;
    private final Messages messages;

    Signals(RunDiagrams diagrams, Verdicts verdicts, SalvageOf salvage, Messages messages) {
        this.diagrams = diagrams;
        this.verdicts = verdicts;
        this.salvage = salvage;
        this.messages = messages;
    }

    List<Live.Diagram> diagrams(String id) {
        return diagrams.of(id).stream()
                .map(drawn -> new Live.Diagram(
                        drawn.key(),
                        drawn.title(),
                        drawn.current(),
                        drawn.marks().stream().map(Signals::mark).toList()))
                .toList();
    }

    private static Live.Mark mark(Drawn.Mark mark) {
        Tone tone = switch (mark.state()) {
            case DONE -> Tone.DONE;
            case RUNNING -> Tone.RUNNING;
            case WAITING -> Tone.ASKED;
            case FAILED -> Tone.FAILED;
            case EMPTY, ENDED -> Tone.SKIPPED;
        };
        String words = switch (mark.state()) {
            case DONE -> mark.done() > 1 ? mark.done() + " done" : "done";
            case RUNNING -> mark.done() > 0 ? "running, " + mark.done() + " done" : "running";
            case WAITING -> "waits for a person";
            case FAILED -> "failed";
            case EMPTY -> "nothing to do";
            case ENDED -> "ended early";
        };
        return new Live.Mark(mark.element(), mark.name(), tone, words);
    }

    List<Live.Signal> triggers(Runs.Run run) {
        String guard = run.guard().id();
        return verdicts.latest(guard).stream()
                .map(verdict -> {
                    List<Double> values = verdicts.recent(guard, verdict.triggerId(), POINTS).stream()
                            .filter(it -> it.value().isPresent())
                            .map(it -> it.value().getAsDouble())
                            .toList();
                    Unit unit = VerdictWords.unit(run.plan(), verdict);
                    boolean changed = values.stream().distinct().count() > 1;
                    String range = changed && !unit.yesOrNo()
                            ? Sparkline.of(values, unit::said).split(" ", 2)[1]
                            : "";
                    return new Live.Signal(
                            VerdictWords.title(run.plan(), verdict.triggerId()),
                            GuardWords.tone(verdict.outcome()),
                            verdict.outcome().words(),
                            verdict.why(),
                            changed ? Sparkline.bars(values) : "",
                            range,
                            VerdictWords.rule(run.plan(), verdict));
                })
                .toList();
    }

    List<Live.Fact> data(String id) {
        DataStatement data = salvage.statement(id);
        List<Live.Fact> facts = new ArrayList<>();
        if (data.setAside() > 0 || data.lost() > 0) {
            facts.add(new Live.Fact("Set aside", Counted.of(data.setAside(), "row or value", "rows or values")));
            facts.add(new Live.Fact(
                    "Lost", data.lost() == 0 ? "nothing" : Counted.of(data.lost(), "row or value", "rows or values")));
            facts.add(new Live.Fact("Kept in", data.where()));
            facts.add(new Live.Fact("Put back", data.replayed().equals("no") ? "not yet" : data.replayed()));
        }
        if (!facts.isEmpty() || !data.verdict().equals("not verified")) {
            facts.add(new Live.Fact("Proof", data.verdict()));
        }
        return facts;
    }

    List<Live.Line> messages(String id) {
        return messages.of(id, MESSAGES).stream()
                .map(told -> new Live.Line(
                        Words.time(told.writtenAt()), words(told.state()), told.name(), tone(told.state())))
                .toList();
    }

    private static Tone tone(Outgoing.State state) {
        return switch (state) {
            case SENT -> Tone.DONE;
            case WAITING, SENDING -> Tone.RUNNING;
            case FAILED -> Tone.FAILED;
            case DROPPED -> Tone.SKIPPED;
        };
    }

    private static String words(Outgoing.State state) {
        return switch (state) {
            case SENT -> "sent";
            case WAITING, SENDING -> "not sent yet";
            case FAILED -> "could not be sent";
            case DROPPED -> "no longer needed";
        };
    }
}
