package dev.sternway.planner;

/** No statement leads back. The message says why, and what would make it possible. */
public final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Impossible(String why) {
        super(why);
    }
}
