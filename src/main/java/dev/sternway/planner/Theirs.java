package dev.sternway.planner;

/**
 * What the team's own down script does.
 *
 * @param difference what it leaves different, or the error it ends with; empty when equal or absent
 */
public record Theirs(Result result, String difference) {
    /** The word in machine output is the name in small letters. */
    public enum Result {
        EQUAL,
        DIFFERENT,
        ERROR,
        ABSENT
    }

    public static final Theirs NONE = new Theirs(Result.ABSENT, "");
}
