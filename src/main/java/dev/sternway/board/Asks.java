package dev.sternway.board;

import dev.sternway.board.words.Words;
import dev.sternway.run.Runs;
import dev.sternway.run.hand.OpenTasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is asked of people about a guard or a rollback. */
@Component
public class Asks {
    private static final String TASKLIST = "/operaton/app/tasklist/default/#/?task=";

    private final OpenTasks tasks;
    private final Clock clock;

    Asks(OpenTasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A task.
     *
     * @param since ISO 8601, for the page's clock
     * @param waiting how long, in words
     * @param whom groups with their people, or the person who has it
     * @param yours whether the reader may answer it
     * @param link to that very task
     */
    public record Ask(String id, String title, String since, String waiting, String whom, boolean yours, String link) {}

    /** In the order they came up. */
    public List<Ask> of(Runs.Run run, Reader reader) {
        return tasks.of(run.id()).stream().map(task -> ask(task, run, reader)).toList();
    }

    private Ask ask(OpenTasks.OpenTask task, Runs.Run run, Reader reader) {
        boolean free = task.assignee().isEmpty();
        return new Ask(
                task.id(),
                task.name(),
                task.since().toString(),
                Words.since(Duration.between(task.since(), clock.instant())),
                task.assignee()
                        .orElseGet(() -> task.groups().stream()
                                .map(group -> people(group, run))
                                .collect(Collectors.joining(", "))),
                task.assignee().filter(reader.name()::equals).isPresent()
                        || free && task.groups().stream().anyMatch(reader.groups()::contains),
                TASKLIST + task.id());
    }

    private static String people(String group, Runs.Run run) {
        List<String> people = run.plan().roles().getOrDefault(group, List.of());
        return people.isEmpty() ? group : group + " (" + String.join(", ", people) + ")";
    }
}
