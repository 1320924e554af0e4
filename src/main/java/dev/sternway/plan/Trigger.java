package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A watched condition.
 *
 * @param breach comparison and threshold: {@code > 10%}, {@code >= 500}, {@code < 1}, {@code > baseline + 50%}; several
 *     with {@code and} and {@code or}, of which {@code and} binds tighter
 * @param statistics instead of {@code breach}: whether the newest values differ from the baseline more than by chance
 * @param baseline how the baseline is taken; without it, it is the first value that is seen
 * @param times {@code 3 of 5}: so many of the last evaluations must breach; every one counts when left out
 * @param lasting how long the breach must last without a break (YAML key {@code for})
 * @param every how often it is evaluated
 * @param noData what an empty answer means, and each case that {@code unclear} leaves out
 * @param unclear what the other answers without a usable number mean
 * @param mode what happens when it fires
 * @param means what it says about the release, beyond that it is broken
 */
public record Trigger(
        @NotBlank String id,
        Optional<String> title,
        @NotNull Watch watch,
        Optional<String> breach,
        Optional<Statistics> statistics,
        Optional<Baseline> baseline,
        Optional<String> times,
        @JsonProperty("for") Duration lasting,
        Duration every,
        @JsonProperty("no-data") Optional<NoData> noData,
        Unclear unclear,
        Mode mode,
        Severity severity,
        Optional<Meaning> means) {
    /** Where the value comes from; exactly one is given. */
    public record Watch(
            Optional<Http> http,
            Optional<Sql> sql,
            Optional<Prometheus> prometheus,
            Optional<Log> log,
            Optional<Loki> loki,
            Optional<Triggers> triggers,
            Optional<Alert> alert,
            Optional<Migration> migration,
            Optional<Person> person) {}

    /**
     * A JSON value of an HTTP answer, or how long answers take.
     *
     * @param value JSON pointer to a number; without it the value is 1 for an answer below 400 and 0 otherwise
     * @param of JSON pointer to the total of which {@code value} is a share; 0 means no traffic
     * @param latency percentile of ten requests in milliseconds: {@code p50}, {@code p95}, {@code max}
     */
    public record Http(
            @NotBlank String target,
            @NotBlank String path,
            Optional<String> value,
            Optional<String> of,
            Optional<String> latency) {}

    /**
     * A PromQL query; its answer must be a single series.
     *
     * @param range asks for all points of so long a time, of which {@code take} makes one number; the newest when left out
     * @param take last, max, min or avg of the range
     */
    public record Prometheus(
            @NotBlank String target, @NotBlank String query, Optional<Duration> range, Optional<String> take) {}

    /**
     * Lines of a file that match, per minute. Only lines written after the first look count; a rotated file is followed.
     *
     * @param pattern regular expression that some part of the line matches
     * @param of pattern of all lines of which those are a share; no such line means no traffic. Where both patterns name a
     *     group {@code (?<user>...)}, each user counts once
     */
    public record Log(@NotBlank String path, @NotBlank String pattern, Optional<String> of) {}

    /** A LogQL metric query of Loki, for example {@code sum(rate({app="todo"} |= "ERROR" [1m]))}. */
    public record Loki(@NotBlank String target, @NotBlank String query) {}

    /** Other triggers of the plan, by id: 1 while all, or any, of them breach. */
    public record Triggers(List<String> all, List<String> any) {
        public Triggers {
            all = all == null ? List.of() : List.copyOf(all);
            any = any == null ? List.of() : List.copyOf(any);
        }
    }

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

    /**
     * What an answer without a usable number means.
     *
     * @param nan the number is NaN or infinite
     * @param noTraffic there was no request of which something could be a share
     * @param sourceDown the source did not answer
     * @param flapping the breach came and went at least four times in the last ten evaluations; {@code ignore} takes each as it is
     */
    public record Unclear(
            Optional<NoData> nan,
            @JsonProperty("no-traffic") Optional<NoData> noTraffic,
            @JsonProperty("source-down") Optional<NoData> sourceDown,
            Optional<NoData> flapping) {
        static final Unclear UNSAID =
                new Unclear(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * How the baseline is taken.
     *
     * @param over mean of so long a time: of Prometheus and Loki, the time before arming; of other sources, the time after it,
     *     during which the trigger learns and does not fire
     * @param points the least number of values; fewer make no baseline
     * @param lastWeek of Prometheus and Loki: the same time a week before as well; the higher of both counts
     */
    public record Baseline(
            @NotNull Duration over,
            Integer points,
            @JsonProperty("last-week") Boolean lastWeek) {
        public Baseline {
            points = points == null ? 3 : points;
            lastWeek = lastWeek != null && lastWeek;
        }
    }

    /**
     * A Mann–Whitney test of the newest values against the baseline's.
     *
     * @param worse which direction is bad
     * @param significance the greatest p that counts, 1% when left out
     * @param effect the least effect size that counts: how much likelier a new value is worse than better, 0 to 1
     * @param points how many values there must be on either side
     */
    public record Statistics(@NotNull Worse worse, String significance, Double effect, Integer points) {
        public Statistics {
            significance = significance == null ? "1%" : significance;
            effect = effect == null ? 0.3 : effect;
            points = points == null ? 10 : points;
        }
    }

    /** A direction. */
    public enum Worse {
        @JsonProperty("above")
        ABOVE,
        @JsonProperty("below")
        BELOW
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
        unclear = unclear == null ? Unclear.UNSAID : unclear;
        lasting = lasting == null ? Duration.ZERO : lasting;
        every = every == null ? Duration.ofSeconds(15) : every;
        mode = mode == null ? Mode.PROPOSE : mode;
        severity = severity == null ? Severity.MAJOR : severity;
    }
}
