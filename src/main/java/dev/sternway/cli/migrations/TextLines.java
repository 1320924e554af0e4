package dev.sternway.cli.migrations;

import dev.sternway.base.words.Counted;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.walk.Tally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns for a terminal; what needs a person's attention follows on a line of its own. */
final class TextLines implements Lines {
    private static final String INDENT = "    ";

    private final PrintWriter out;
    private final int width;

    TextLines(PrintWriter out, List<Migration> migrations) {
        this.out = out;
        this.width =
                migrations.stream().mapToInt(it -> it.name().length()).max().orElse(1);
    }

    @Override
    public void start(Layout layout, int migrations, String scratch) {
        out.println("Layout " + layout.word() + ", " + Counted.of(migrations, "migration") + ", on " + scratch);
    }

    @Override
    public void line(Proof proof) {
        out.println(String.format(
                "%-" + width + "s  %-19s  theirs %-9s  %6d ms",
                proof.migration(),
                proof.outcome().word(),
                JsonLines.word(proof.theirs().result()),
                proof.millis()));
        if (proof.outcome() == Outcome.REFUSED || proof.outcome() == Outcome.FAILED_FORWARD) {
            say(proof.reason());
        }
        if (proof.outcome() == Outcome.FAILED_FORWARD) {
            say("the next ones run on the state before it");
        }
        if (!proof.losses().isEmpty()) {
            say("set aside: "
                    + proof.losses().stream().map(Proof.Loss::toString).collect(Collectors.joining(", ")));
        }
        if (!proof.theirs().difference().isEmpty()) {
            say("theirs: " + proof.theirs().difference());
        }
        proof.warnings().forEach(warning -> say("warning: " + warning));
    }

    @Override
    public void end(Tally tally) {
        String outcomes = Stream.of(Outcome.values())
                .map(it -> tally.count(it) + " " + it.word())
                .collect(Collectors.joining(", "));
        String theirs = Stream.of(Theirs.Result.values())
                .map(it -> tally.count(it) + " " + JsonLines.word(it))
                .collect(Collectors.joining(", "));
        out.println(String.format(
                Locale.ROOT,
                "%d migrations in %.1f s: %s; theirs: %s",
                tally.migrations(),
                tally.millis() / 1000.0,
                outcomes,
                theirs));
    }

    private void say(String what) {
        what.lines().forEach(line -> out.println(INDENT + line));
    }
}
