package dev.sternway.cli.task;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.tray.Waiting;
import dev.sternway.plan.Level;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What to do about a release that went wrong. */
@Command(
        name = "decide",
        description = "Decides what to do: the recommended level, or the one given with --level.",
        mixinStandardHelpOptions = true)
public final class Decide extends Answer {
    @Option(
            names = "--level",
            description = "hold, pause, code-only, level-1, level-2 or level-3; as recommended when left out.")
    private Optional<String> level = Optional.empty();

    @Option(names = "--note", defaultValue = "", description = "For the ledger.")
    private String note = "";

    @Override
    Collection<String> answers() {
        return List.of("decide-what-to-do");
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Map.of("level", chosen(task), "decisionNote", note);
    }

    @Override
    String question(Waiting task) {
        return "Decide " + chosen(task);
    }

    private String chosen(Waiting task) {
        return level.map(Decide::word).orElseGet(() -> task.fact("recommendedLevel"));
    }

    private static String word(String given) {
        String word = given.toUpperCase(Locale.ROOT).replace("LEVEL-", "L").replace('-', '_');
        return Arrays.stream(Level.values())
                .map(Enum::name)
                .filter(word::equals)
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0908",
                        given + " is no level",
                        "--level",
                        "Give hold, pause, code-only, level-1, level-2 or level-3"));
    }

    /** What becomes of the data that a rollback set aside. */
    @Command(
            name = "set-aside",
            description =
                    "Says what becomes of the data that a rollback set aside: it is kept, unless --replay is given.",
            mixinStandardHelpOptions = true)
    public static final class SetAside extends Answer {
        @Option(names = "--replay", description = "Puts it back into the database now.")
        private boolean replay;

        @Override
        Collection<String> answers() {
            return List.of("decide-salvage");
        }

        @Override
        Map<String, Object> values(Waiting task) {
            return Map.of("salvageChoice", replay ? "REPLAY" : "KEEP");
        }

        @Override
        String question(Waiting task) {
            return replay ? "Put the data set aside back now" : "Keep the data set aside";
        }
    }
}
