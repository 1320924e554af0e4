package dev.sternway.board.words;

import dev.sternway.base.DurationText;
import dev.sternway.plan.Phase;
import dev.sternway.run.Rollback;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the board says things. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT);

    private static final long MOMENTARY = 100;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH);

    private static final Pattern SHOUTED = Pattern.compile(
            "\\b(?:[A-Z]+(?:_[A-Z]+)+|DONE|FAILED|REFUSED|SKIPPED|SKIP|AGAIN|ABORT|UNKNOWN|ALREADY)\\b");
    private static final Pattern STEP = Pattern.compile("\\b([a-z]+(?:-[a-z]+)*)/(\\d{1,6})\\b");
    private static final Pattern LEVEL = Pattern.compile("\\bL([123])\\b");
    private static final Pattern MOMENT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)(?::[\\d.]+)?Z");

    private Words() {}

    public static String state(Rollback.State state) {
        return switch (state) {
            case WAITING -> "Waits for a target that another rollback holds";
            case DECIDING -> "A decision is asked for";
            case ROLLING_BACK -> "Rolling back";
            case ABORTING -> "Aborting";
            case ROLLED_BACK -> "Rolled back";
            case HELD -> "Held: nothing was changed";
            case PAUSED -> "Paused";
            case ABORTED -> "Aborted";
            case NOT_CONFIRMED -> "Not confirmed";
        };
    }

    public static Tone tone(Rollback.State state) {
        return switch (state) {
            case ROLLED_BACK -> Tone.DONE;
            case ABORTED, NOT_CONFIRMED, ABORTING -> Tone.FAILED;
            case DECIDING, WAITING, HELD, PAUSED -> Tone.ASKED;
            case ROLLING_BACK -> Tone.RUNNING;
        };
    }

    public static Tone tone(String receipt) {
        return switch (receipt) {
            case "DONE", "ALREADY", "BY_HAND" -> Tone.DONE;
            case "STARTED" -> Tone.RUNNING;
            case "SKIPPED", "LEFT" -> Tone.SKIPPED;
            case "PLANNED" -> Tone.PLANNED;
            case "UNKNOWN" -> Tone.ASKED;
            default -> Tone.FAILED;
        };
    }

    public static String step(String receipt) {
        return switch (receipt) {
            case "DONE" -> "done";
            case "ALREADY" -> "was so already";
            case "BY_HAND" -> "done by hand";
            case "STARTED" -> "running";
            case "SKIPPED" -> "skipped";
            case "PLANNED" -> "to do";
            case "LEFT" -> "not needed";
            case "UNKNOWN" -> "started, unknown whether it was done";
            case "CANCELLED" -> "cancelled";
            case "REFUSED" -> "refused";
            default -> "failed";
        };
    }

    public static String phase(Phase phase) {
        return switch (phase) {
            case ARMING -> "Arming";
            case PRESERVATION -> "Preserve the service";
            case DATA -> "Roll back the data";
            case RESTORATION -> "Restore the old version";
            case VALIDATION -> "Validate";
            case CLOSING -> "Close";
        };
    }

    public static String time(Instant at) {
        return TIME.format(at.atZone(ZoneOffset.UTC));
    }

    public static String day(Instant at) {
        return DAY.format(at.atZone(ZoneOffset.UTC));
    }

    /** Workers sign with the process and a number of their own; to people they are Sternway. */
    public static String actor(String actor) {
        return actor.contains("@") && actor.contains("/") ? "sternway" : actor;
    }

    /** An entry of the ledger, without what only machines read. */
    public static String line(String text, String runId) {
        String plain = MOMENT.matcher(text.replace(runId + "/", "").replace("[Etc/UTC]", ""))
                .replaceAll("$1 $2 UTC");
        String counted = STEP.matcher(plain)
                .replaceAll(
                        step -> step.group(1).replace('-', ' ') + ", step " + (1 + Integer.parseInt(step.group(2))));
        return SHOUTED.matcher(LEVEL.matcher(counted).replaceAll("level $1"))
                .replaceAll(word -> word.group().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    public static String since(Duration length) {
        return length.toSeconds() < 1 ? "just now" : "for " + length(length);
    }

    public static String length(Duration length) {
        return length.toMillis() < MOMENTARY ? "under 0.1s" : DurationText.format(length);
    }
}
