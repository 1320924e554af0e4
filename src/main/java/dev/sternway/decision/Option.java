package dev.sternway.decision;

import dev.sternway.plan.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that can be decided now.
 *
 * @param time expected time in words
 * @param loss what it loses at this moment, in words
 * @param whyNot why it cannot be chosen, if it cannot
 */
public record Option(Level level, String time, String loss, Optional<String> whyNot) {
    /** The level in words. */
    public static String words(Level level) {
        return switch (level) {
            case HOLD -> "Hold: change nothing";
            case PAUSE -> "Pause, optimise, continue";
            case CODE_ONLY -> "Code only: keep the database";
            case L1 -> "Level 1: quick data rollback";
            case L2 -> "Level 2: full data rollback";
            case L3 -> "Level 3: restore the backup";
        };
    }

    public String text() {
        return words(level) + whyNot.map(why -> " — not possible: " + why).orElse(" — " + time + " — " + loss);
    }

    public static String text(List<Option> options) {
        return options.stream().map(Option::text).collect(Collectors.joining("\n"));
    }
}
