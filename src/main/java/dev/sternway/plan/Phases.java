package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The four phases, each with its time window. */
public record Phases(
        @NotNull Preservation preservation,
        @NotNull Data data,
        @NotNull Restoration restoration,
        @NotNull Validation validation) {
    /** @param process a designer's own copy of the diagram, by its process id */
    public record Preservation(@NotNull Duration within, List<Step> steps, Optional<String> process) {
        public Preservation {
            steps = steps == null ? List.of() : List.copyOf(steps);
        }
    }

    /** @param steps run besides those that the level brings, at the activity they name */
    public record Data(
            @NotNull Duration within,
            @JsonProperty("level-1") Optional<DataLevel> level1,
            @JsonProperty("level-2") Optional<DataLevel> level2,
            @JsonProperty("level-3") Optional<DataLevel> level3,
            List<Step> steps,
            Optional<String> process) {
        public Data {
            steps = steps == null ? List.of() : List.copyOf(steps);
        }

        public Optional<DataLevel> of(Level level) {
            return switch (level) {
                case L1 -> level1;
                case L2 -> level2;
                case L3 -> level3;
                default -> Optional.empty();
            };
        }
    }

    /** The way back: code, dependencies, configuration, services, front end. */
    public record Restoration(@NotNull Duration within, List<Step> steps, Optional<String> process) {
        public Restoration {
            steps = steps == null ? List.of() : List.copyOf(steps);
        }
    }

    /** @param monitor how long the service is watched after it is open again */
    public record Validation(@NotNull Duration within, Duration monitor, List<Step> checks, Optional<String> process) {
        public Validation {
            monitor = monitor == null ? Duration.ofMinutes(30) : monitor;
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }

    /**
     * How one level puts the data back: {@code derived}, or scripts, or a restore.
     *
     * @param derived the planner has yet to fill it; a plan with such a level cannot be armed
     * @param scripts reverse scripts, run in order in one transaction
     * @param restore what to restore from
     * @param salvage what the level would destroy and is therefore set aside first
     * @param keeps migrated objects that this level leaves on purpose, for the comparison with the state at arming
     */
    public record DataLevel(
            boolean derived,
            List<String> scripts,
            Optional<Restore> restore,
            List<SetAside> salvage,
            List<String> keeps,
            Optional<Duration> estimate,
            Optional<String> loses) {
        @JsonCreator
        public DataLevel {
            scripts = scripts == null ? List.of() : List.copyOf(scripts);
            salvage = salvage == null ? List.of() : List.copyOf(salvage);
            keeps = keeps == null ? List.of() : List.copyOf(keeps);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DataLevel named(String word) {
            if (!word.equals("derived")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is not a level; write derived, or scripts: or restore:");
            }
            return new DataLevel(
                    true, List.of(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
        }
    }

    /** What a restore takes the data from. */
    public enum Restore {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP
    }

    /**
     * What is set aside before a level destroys it.
     *
     * @param columns the columns that a reverse script drops; without them whole rows that a restore would forget
     * @param select reads the broken table in the old table's shape, when the migration changed the shape (restores only)
     */
    public record SetAside(@NotBlank String table, List<String> columns, Optional<String> select) {
        public SetAside {
            columns = columns == null ? List.of() : List.copyOf(columns);
        }
    }
}
