package dev.sternway.executor.check.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.DurationText;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.check.CheckHttp.Expect;
import dev.sternway.executor.http.Asking;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.HttpInShell;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A service is well when it says so several times in a row. */
public final class CheckHealth implements Executor<CheckHealth.Inputs> {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);

    /** The question. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL and the log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("Path; the target's own health path when left out, and /health without one.")
            Optional<String> path,

            @JsonPropertyDescription("The answer that means that it is well.") @Valid
            Expect expect,

            @JsonPropertyDescription("So many such answers in a row; 3 when left out.")
            @JsonProperty("in-a-row")
            @Min(1)
            @Max(1000)
            Integer inARow,

            @JsonPropertyDescription("The time it has until then; 2m when left out.")
            Duration within,

            @JsonPropertyDescription("Pause between two tries; 1s when left out.")
            Duration every) {
        public Inputs {
            expect = expect == null ? Expect.SUCCESS : expect;
            inARow = inARow == null ? 3 : inARow;
            within = within == null ? Duration.ofMinutes(2) : within;
            every = every == null ? Duration.ofSeconds(1) : every;
        }
    }

    @Override
    public String uses() {
        return "check/health";
    }

    @Override
    public String summary() {
        return "Checks that a service is well several times in a row before a deadline.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        Asking asking = asking(inputs, context.target(inputs.target()));
        Asking.Ended ended = asking.until(context);
        String where = asking.call().where(context);
        return ended.well()
                ? Outcome.done(Map.of("request", where, "tries", String.valueOf(ended.tries())))
                : ended.outcome(
                        "SW-0520",
                        where + ": " + ended.unmet(),
                        inputs.target(),
                        "Look at the service's log, or give it more time");
    }

    private static Asking asking(Inputs inputs, Target target) {
        String path = inputs.path().or(target::health).orElse("/health");
        return new Asking(
                HttpCall.get(inputs.target(), path, ONE_ANSWER),
                inputs.expect().expectation(),
                inputs.within(),
                inputs.every(),
                inputs.inARow());
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Asking asking = asking(inputs, setting.target(inputs.target()));
        HttpInShell call = HttpInShell.of(asking.call(), setting);
        return Optional.of(ShellStep.of(
                        call.words() + " until it is well " + inputs.inARow() + " times in a row, for up to "
                                + DurationText.format(inputs.within()) + "; expects "
                                + HttpInShell.expected(asking.expected()),
                        asking.inShell(call),
                        call.needs())
                .probing("return 1"));
    }
}
