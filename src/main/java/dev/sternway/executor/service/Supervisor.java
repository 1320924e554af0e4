package dev.sternway.executor.service;

import java.time.Duration;

/** The words of one kind of supervisor, as lines of shell. */
interface Supervisor {
    /** What it says of a service. */
    enum State {
        RUNS,
        STOPPED,
        BETWEEN,
        UNKNOWN
    }

    /** Prints the service's state as its last line. */
    String asks(String service);

    State state(String answer);

    /** Whether it says that there is no such service. */
    boolean lacks(String answer);

    /** Succeeds when it is done. */
    String does(Action action, String service, Duration timeout);

    /** Makes the supervisor read its files again. */
    String readsAgain();

    /** The last words before a failure. */
    String explains(String service);
}
