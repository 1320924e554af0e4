package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One thing the release changes (C001, …).
 *
 * @param migrations scripts in the order they run; one script is one step of the migration
 * @param pointOfNoReturn number of the migration step (from 1) after which level 1 no longer suffices
 * @param rollback whether it can be rolled back, and if not why
 * @param steps how many steps its rollback takes, for the complexity, where the scripts do not tell
 */
public record Change(
        @NotBlank String id,
        @NotBlank String title,
        Optional<LocalDate> date,
        Optional<String> by,
        Optional<String> database,
        List<String> migrations,
        @JsonProperty("point-of-no-return") Optional<Integer> pointOfNoReturn,
        @JsonProperty("class") Optional<ChangeClass> changeClass,
        Optional<Method> method,
        Reversible rollback,
        Optional<Integer> steps,
        Optional<Status> status) {
    /** How dangerous a database change is. */
    public enum ChangeClass {
        @JsonProperty("safe")
        SAFE,
        @JsonProperty("dangerous")
        DANGEROUS,
        @JsonProperty("needs-data-migration")
        NEEDS_DATA_MIGRATION,
        @JsonProperty("expand-contract")
        EXPAND_CONTRACT
    }

    /** How the change is rolled back. */
    public enum Method {
        @JsonProperty("manual")
        MANUAL,
        @JsonProperty("automated")
        AUTOMATED,
        @JsonProperty("script")
        SCRIPT,
        @JsonProperty("git-revert")
        GIT_REVERT
    }

    /** Where the change stands. */
    public enum Status {
        @JsonProperty("planned")
        PLANNED,
        @JsonProperty("released")
        RELEASED,
        @JsonProperty("rolled-back")
        ROLLED_BACK
    }

    /** Computed from the number of steps: simple 1–2, moderate 3–5, complex 6–10, very complex more. */
    public enum Complexity {
        SIMPLE,
        MODERATE,
        COMPLEX,
        VERY_COMPLEX
    }

    /** @param possible whether; {@code because} says why not */
    public record Reversible(boolean possible, Optional<String> because) {}

    public Change {
        migrations = migrations == null ? List.of() : List.copyOf(migrations);
        rollback = rollback == null ? new Reversible(true, Optional.empty()) : rollback;
    }

    public Complexity complexity() {
        int count = steps.orElse(Math.max(1, migrations.size()));
        if (count <= 2) {
            return Complexity.SIMPLE;
        }
        return count <= 5 ? Complexity.MODERATE : count <= 10 ? Complexity.COMPLEX : Complexity.VERY_COMPLEX;
    }
}
