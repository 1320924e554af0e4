package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Optional;

/**
 * A watched condition.
 *
 * @param breach comparison and threshold: {@code > 10%}, {@code >= 500}, {@code < 1}, {@code > baseline + 50%}
 * @param lasting how long the breach must last without a break (YAML key {@code for})
 * @param every how often it is evaluated
 * @param noData what an empty answer, no traffic or a source that is down means
 * @param mode what happens when it fires
 * @param means what it says about the release, beyond that it is broken
 */
public record Trigger(
        @NotBlank String id,
        Optional<String> title,
        @NotNull Watch watch,
        Optional<String> breach,
        @JsonProperty("for") Duration lasting,
        Duration every,
        @JsonProperty("no-data") Optional<NoData> noData,
        Mode mode,
        Severity severity,
        Optional<Meaning> means) {
    /** Where the value comes from; exactly one is given. */
    public record Watch(
            Optional<Http> http,
            Optional<Sql> sql,
            Optional<Alert> alert,
            Optional<Migration> migration,
            Optional<Person> person) {}

    /**
     * A JSON value of an HTTP answer.
     *
     * @param value JSON pointer to a number; without it the value is 1 for an answer below 400 and 0 otherwise
     * @param of JSON pointer to the total of which {@code value} is a share; 0 means no traffic
     */
    public record Http(@NotBlank String target, @NotBlank String path, Optional<String> value, Optional<String> of) {}

    /** The first column of the first row. */
    public record Sql(@NotBlank String target, @NotBlank String query) {}

    /** An alert sent in by webhook, by its name. */
    public record Alert(@NotBlank String name) {}

    /** The migration script ends with an error. */
    public record Migration(@NotBlank String change) {}

    /** A human's decision after monitoring. */
    public record Person(@NotBlank String role) {}

    /** What no data means. */
    public enum NoData {
        @JsonProperty("ignore")
        IGNORE,
        @JsonProperty("ask")
        ASK,
        @JsonProperty("breach")
        BREACH
    }

    /** What happens when the trigger fires. */
    public enum Mode {
        @JsonProperty("observe")
        OBSERVE,
        @JsonProperty("propose")
        PROPOSE,
        @JsonProperty("automatic")
        AUTOMATIC
    }

    /** What a firing says about the release. */
    public enum Meaning {
        @JsonProperty("migration-error")
        MIGRATION_ERROR,
        @JsonProperty("slow")
        SLOW,
        @JsonProperty("errors")
        ERRORS,
        @JsonProperty("data-damage")
        DATA_DAMAGE,
        @JsonProperty("unhealthy")
        UNHEALTHY,
        @JsonProperty("broken-function")
        BROKEN_FUNCTION,
        @JsonProperty("security")
        SECURITY
    }

    /** How bad it is. */
    public enum Severity {
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("major")
        MAJOR,
        @JsonProperty("critical")
        CRITICAL
    }

    public Trigger {
        lasting = lasting == null ? Duration.ZERO : lasting;
        every = every == null ? Duration.ofSeconds(15) : every;
        mode = mode == null ? Mode.PROPOSE : mode;
        severity = severity == null ? Severity.MAJOR : severity;
    }
}
