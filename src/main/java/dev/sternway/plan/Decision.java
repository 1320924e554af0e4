package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who decides, by when, and what happens when nobody does.
 *
 * @param within deadline of each person asked; 5m when left out
 * @param by role of the primary
 * @param escalate roles asked next, in order
 * @param otherwise the default when nobody answers; {@code roll-back} takes the recommended level
 * @param checklist what is done while deciding: severity assessed, incident declared, people paged
 * @param whenBusy what happens when another rollback holds one of the targets
 * @param matrix the plan's own situations and actions; rows that say {@code when} are asked before Sternway's own table
 */
public record Decision(
        Duration within,
        @NotBlank String by,
        List<String> escalate,
        Default otherwise,
        @JsonProperty("when-busy") Busy whenBusy,
        List<String> checklist,
        List<Row> matrix,
        @JsonProperty("leadership") Optional<String> leadership) {
    /** What is done when nobody answers. */
    public enum Default {
        @JsonProperty("roll-back")
        ROLL_BACK,
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("pause")
        PAUSE,
        @JsonProperty("code-only")
        CODE_ONLY
    }

    /** What a rollback does while another one holds a target. */
    public enum Busy {
        @JsonProperty("refuse")
        REFUSE,
        @JsonProperty("wait")
        WAIT
    }

    /**
     * One row of the decision matrix; the first that holds counts.
     *
     * @param when when it holds; without, the row only informs people
     */
    public record Row(
            @NotBlank String situation,
            Optional<When> when,
            @NotNull Level action,
            Optional<Duration> time,
            Optional<String> loss) {}

    /**
     * When a row holds; what is left out may be anything.
     *
     * @param dataDamaged somebody or a trigger says that data is corrupted or lost
     * @param oldCodeRuns the old version runs on the migrated schema
     */
    public record When(
            List<MigrationState> migration,
            List<Trigger.Severity> severity,
            @JsonProperty("data-damaged") Optional<Boolean> dataDamaged,
            @JsonProperty("old-code-runs") Optional<Boolean> oldCodeRuns) {
        public When {
            migration = migration == null ? List.of() : List.copyOf(migration);
            severity = severity == null ? List.of() : List.copyOf(severity);
        }

        public boolean holds(MigrationState state, Trigger.Severity how, boolean damaged, boolean oldRuns) {
            return (migration.isEmpty() || migration.contains(state))
                    && (severity.isEmpty() || severity.contains(how))
                    && dataDamaged.filter(it -> it != damaged).isEmpty()
                    && oldCodeRuns.filter(it -> it != oldRuns).isEmpty();
        }
    }

    /** How far the migration got. */
    public enum MigrationState {
        @JsonProperty("not-started")
        NOT_STARTED,
        @JsonProperty("before-point-of-no-return")
        BEFORE_POINT_OF_NO_RETURN,
        @JsonProperty("after-point-of-no-return")
        AFTER_POINT_OF_NO_RETURN,
        @JsonProperty("unknown")
        UNKNOWN
    }

    public Decision {
        within = within == null ? Duration.ofMinutes(5) : within;
        escalate = escalate == null ? List.of() : List.copyOf(escalate);
        otherwise = otherwise == null ? Default.ROLL_BACK : otherwise;
        whenBusy = whenBusy == null ? Busy.REFUSE : whenBusy;
        checklist = checklist == null ? List.of() : List.copyOf(checklist);
        matrix = matrix == null ? List.of() : List.copyOf(matrix);
    }

    /** Role that must approve an L3, in addition to the one who decides. */
    public String leadershipRole() {
        return leadership.orElse("leadership");
    }
}
