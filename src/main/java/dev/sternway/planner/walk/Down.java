package dev.sternway.planner.walk;

/** Which ways back are tried, and which of them decide. */
public enum Down {
    /** The derived ones alone; the team's own do not run. */
    DERIVED,
    /** Both, and the team's own decide. */
    THEIRS,
    /** Both, and the derived ones decide. */
    BOTH
}
