package dev.sternway.run.diagram;

import java.util.List;

/**
 * A diagram, as one rollback went through it.
 *
 * @param key of the process
 * @param current whether the rollback is there now
 */
public record Drawn(String key, String title, int version, boolean current, List<Mark> marks) {
    /**
     * Where an activity stands.
     *
     * @param element its id in the diagram
     * @param done how often it is over: once for each step of it
     */
    public record Mark(String element, String name, State state, int done) {}

    /** From what matters least to what matters most. */
    public enum State {
        /** There was nothing to do. */
        EMPTY,
        DONE,
        /** It was ended before it was done. */
        ENDED,
        RUNNING,
        /** A person is asked. */
        WAITING,
        FAILED;

        public State or(State other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
