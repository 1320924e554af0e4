package dev.sternway.planner;

/** How well a migration can be rolled back. There is no "probably". */
public enum Outcome {
    /** Up, down and compare were equal, and nothing can be lost. */
    PROVEN,
    /** Proven, and what the way back would destroy or needs is set aside. */
    PROVEN_WITH_SALVAGE,
    /** There is no proven way back; the reason says what would make one possible. */
    REFUSED,
    /** The migration itself does not run. */
    FAILED_FORWARD;

    /** The word in machine output: {@code proven-with-salvage}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
