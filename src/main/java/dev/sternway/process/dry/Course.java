package dev.sternway.process.dry;

import java.util.List;

/**
 * What came to pass in a dry run.
 *
 * @param events steps, tasks with their deadlines and timers, in order, one line each
 * @param path names of the diagram's elements in the order in which they were entered
 * @param unreached ids of elements that were never entered
 * @param ways every sequence flow of the diagram
 * @param stuck why it did not end; empty when it did
 */
public record Course(List<String> events, List<String> path, List<String> unreached, List<Way> ways, String stuck) {
    /**
     * A sequence flow.
     *
     * @param text names of where it begins and ends, and its own
     */
    public record Way(String id, String text, boolean taken) {}
}
