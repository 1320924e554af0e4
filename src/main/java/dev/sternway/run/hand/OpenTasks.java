package dev.sternway.run.hand;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What waits for people now. Answers without the engine, so that it can be asked of the database of a dead server. */
public interface OpenTasks {
    /**
     * A task.
     *
     * @param kind the diagram's name of it, such as choose-how-to-go-on
     * @param groups whose members may answer it
     */
    record OpenTask(
            String id, String kind, String name, Instant since, Optional<String> assignee, List<String> groups) {}

    /** In the order they came up. */
    List<OpenTask> of(String runId);
}
