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
 * @param matrix the plan's own situations and actions, shown beside the recommendation
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

    /** One row of the decision matrix. */
    public record Row(
            @NotBlank String situation, @NotNull Level action, Optional<Duration> time, Optional<String> loss) {}

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
