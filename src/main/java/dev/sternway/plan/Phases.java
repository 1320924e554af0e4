package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four phases, each with its time window and the roles that are asked when it is overrun. */
public record Phases(
        @NotNull Preservation preservation,
        @NotNull Data data,
        @NotNull Restoration restoration,
        @NotNull Validation validation) {
    private static final int USUALLY_AT_ONCE = 4;

    /** How many steps of the phase may run at once, where any of them says what it comes after. */
    public int parallel(Phase phase) {
        Optional<Integer> named = switch (phase) {
            case PRESERVATION -> preservation.parallel();
            case DATA -> data.parallel();
            case RESTORATION -> restoration.parallel();
            case VALIDATION -> validation.parallel();
            default -> Optional.empty();
        };
        return named.orElse(USUALLY_AT_ONCE);
    }

    /** The roles that are asked when the phase is overrun; empty when the decision's are. */
    public List<String> escalate(Phase phase) {
        return switch (phase) {
            case PRESERVATION -> preservation.escalate();
            case DATA -> data.escalate();
            case RESTORATION -> restoration.escalate();
            case VALIDATION -> validation.escalate();
            default -> List.of();
        };
    }

    /**
     * @param within 15m when left out
     * @param escalate roles; the decision's when left out
     * @param process a designer's own copy of the diagram, by its process id
     * @param parallel how many steps may run at once where steps say {@code after}, 1 to 16; 4 when left out
     * @param stableStop the state after the phase, in words, where one may stop for hours
     */
    public record Preservation(
            Duration within,
            List<String> escalate,
            List<Step> steps,
            Optional<String> process,
            Optional<Integer> parallel,
            @JsonProperty("stable-stop") Optional<String> stableStop) {
        public Preservation {
            within = within == null ? Duration.ofMinutes(15) : within;
            escalate = escalate == null ? List.of() : List.copyOf(escalate);
            steps = steps == null ? List.of() : List.copyOf(steps);
        }
    }

    /**
     * @param within 45m when left out
     * @param steps run besides those that the level brings, at the activity they name
     */
    public record Data(
            Duration within,
            List<String> escalate,
            @JsonProperty("level-1") Optional<DataLevel> level1,
            @JsonProperty("level-2") Optional<DataLevel> level2,
            @JsonProperty("level-3") Optional<DataLevel> level3,
            List<Step> steps,
            Optional<String> process,
            Optional<Integer> parallel,
            @JsonProperty("stable-stop") Optional<String> stableStop) {
        public Data {
            within = within == null ? Duration.ofMinutes(45) : within;
            escalate = escalate == null ? List.of() : List.copyOf(escalate);
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

    /**
     * The way back: code, dependencies, configuration, services, front end.
     *
     * @param within 60m when left out
     */
    public record Restoration(
            Duration within,
            List<String> escalate,
            List<Step> steps,
            Optional<String> process,
            Optional<Integer> parallel,
            @JsonProperty("stable-stop") Optional<String> stableStop) {
        public Restoration {
            within = within == null ? Duration.ofMinutes(60) : within;
            escalate = escalate == null ? List.of() : List.copyOf(escalate);
            steps = steps == null ? List.of() : List.copyOf(steps);
        }
    }

    /**
     * @param within 2h when left out
     * @param monitor how long the service is watched after it is open again
     */
    public record Validation(
            Duration within,
            Duration monitor,
            List<String> escalate,
            List<Step> checks,
            Optional<String> process,
            Optional<Integer> parallel,
            @JsonProperty("stable-stop") Optional<String> stableStop) {
        public Validation {
            within = within == null ? Duration.ofHours(2) : within;
            escalate = escalate == null ? List.of() : List.copyOf(escalate);
            monitor = monitor == null ? Duration.ofMinutes(30) : monitor;
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }

    /**
     * How one level puts the data back: {@code derived}, or scripts, or a restore, or steps of the team's own migration tool.
     *
     * @param derived the planner has yet to fill it; a plan with such a level cannot be armed
     * @param scripts reverse scripts, run in order in one transaction
     * @param when the situation in which this level is taken, in words
     * @param restore what to restore from
     * @param steps run besides, when this level is chosen, at the activity they name; by default where data is undone
     * @param salvage what the level would destroy and is therefore set aside first
     * @param keeps migrated objects that this level leaves on purpose, for the comparison with the state at arming
     */
    public record DataLevel(
            boolean derived,
            Optional<String> when,
            List<String> scripts,
            Optional<Restore> restore,
            List<Step> steps,
            List<SetAside> salvage,
            List<String> keeps,
            Optional<Duration> estimate,
            Optional<String> loses) {
        /** Runs SQL in a level, by its name in plans. */
        public static final String SCRIPT = "sql/script";

        private static final String TOOLS = "migrate/";

        /** Whether something puts the data back. */
        @JsonIgnore
        public boolean isFilled() {
            return !derived
                    && (!scripts.isEmpty()
                            || restore.isPresent()
                            || takenBack().findAny().isPresent());
        }

        /** Steps that a rehearsal tries, where the team's own migration tool takes part; else none. */
        public List<Step> toolSteps(String database) {
            return takenBack().findAny().isEmpty()
                    ? List.of()
                    : undoing()
                            .filter(step ->
                                    step.uses().startsWith(TOOLS) || step.uses().equals(SCRIPT))
                            .filter(step ->
                                    step.with().path("database").asText().equals(database))
                            .toList();
        }

        private Stream<Step> takenBack() {
            return undoing().filter(step -> step.uses().startsWith(TOOLS));
        }

        private Stream<Step> undoing() {
            return steps.stream().filter(step -> step.activity().orElse(Activity.UNDO_DATA) == Activity.UNDO_DATA);
        }

        @JsonCreator
        public DataLevel {
            scripts = scripts == null ? List.of() : List.copyOf(scripts);
            steps = steps == null ? List.of() : List.copyOf(steps);
            salvage = salvage == null ? List.of() : List.copyOf(salvage);
            keeps = keeps == null ? List.of() : List.copyOf(keeps);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DataLevel named(String word) {
            if (!word.equals("derived")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is not a level; write derived, or scripts:, restore: or steps:");
            }
            return new DataLevel(
                    true,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** What a restore takes the data from. */
    public enum Restore {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP,
        /** Only the tables that differ from the clone or the dump; everything where that does not do. */
        @JsonProperty("tables")
        TABLES,
        /** Tables, clone or dump: the first that fits the damage, found out when it is needed. */
        @JsonProperty("cheapest")
        CHEAPEST,
        /** The server's files and log, recovered beside it to the restore point of arming. */
        @JsonProperty("point-in-time")
        POINT_IN_TIME
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
