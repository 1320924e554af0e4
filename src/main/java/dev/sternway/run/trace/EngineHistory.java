package dev.sternway.run.trace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the engine's history says of a rollback or an arming. */
public interface EngineHistory {
    /**
     * Something that the run's own diagram calls, such as a phase; called more than once it reaches from first to last.
     *
     * @param activityId the diagram's id of it
     */
    record Stage(String activityId, String name, Instant from, Optional<Instant> until) {}

    /**
     * A task of people.
     *
     * @param stage the activity's id, when it belongs to one
     * @param step the step that it is about
     * @param answered somebody completed it; else it is open, or was taken away
     */
    record Task(
            String id,
            String name,
            Optional<String> stage,
            Optional<String> step,
            List<String> groups,
            Instant from,
            Optional<Instant> until,
            boolean answered) {
        public Task {
            groups = List.copyOf(groups);
        }
    }

    /** Both in the order they began. */
    record Told(List<Stage> stages, List<Task> tasks) {
        public Told {
            stages = List.copyOf(stages);
            tasks = List.copyOf(tasks);
        }
    }

    Told of(String runId);
}
