package dev.sternway.executor.command;

/**
 * How a command ended.
 *
 * @param exit its exit code; counts only if it exited
 * @param last the last line it printed
 */
record Ending(How how, int exit, String last) {
    enum How {
        EXITED,
        TIMED_OUT
    }

    String lastWords() {
        return last.isBlank() ? "" : "; its last words: " + last.strip();
    }
}
