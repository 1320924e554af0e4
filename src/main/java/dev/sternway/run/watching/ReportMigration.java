package dev.sternway.run.watching;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.watch.Verdict;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Takes how a migration ended; a failure fires the plan's trigger on it. */
@Component
public class ReportMigration {
    private final Guards guards;
    private final Runs runs;
    private final Verdicts verdicts;
    private final FireTrigger fire;
    private final Clock clock;

    ReportMigration(Guards guards, Runs runs, Verdicts verdicts, FireTrigger fire, Clock clock) {
        this.guards = guards;
        this.runs = runs;
        this.verdicts = verdicts;
        this.fire = fire;
        this.clock = clock;
    }

    /**
     * How it ended.
     *
     * @param change whose migration it is; may be left out when the plan has one trigger on migrations
     * @param step script or version at which it failed
     * @param error the last lines that it said
     */
    public record Ended(
            Optional<String> planId,
            Optional<String> environment,
            Optional<String> change,
            Optional<Integer> exitCode,
            Optional<String> step,
            Optional<String> error) {}

    /**
     * @throws ProblemException SW-0651 when it does not say what ended how, SW-0704 when the plan is not armed, SW-0716 when no
     *     trigger waits for the migration
     */
    public FireTrigger.Fired report(Ended ended) {
        String planId = required(ended.planId(), "planId");
        String environment = required(ended.environment(), "environment");
        int exitCode = required(ended.exitCode(), "exitCode");
        Guard guard = guards.standing(planId, environment)
                .filter(it -> it.state() == Guard.State.ARMED)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0704",
                        "Plan " + planId + " is not armed in " + environment,
                        planId,
                        "Arm it before the migration"));
        Trigger trigger = runs.get(guard.id()).plan().triggers().stream()
                .filter(it -> it.watch().migration().isPresent())
                .filter(it -> ended.change()
                        .filter(change ->
                                !it.watch().migration().orElseThrow().change().equals(change))
                        .isEmpty())
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0716",
                        "No trigger of plan " + planId + " waits for this migration",
                        ended.change().orElse(""),
                        "Give it one with watch: {migration: {change: C001}}"));
        boolean failed = exitCode != 0;
        String why = "the migration ended with exit code " + exitCode
                + ended.step().map(step -> " at " + step).orElse("")
                + ended.error()
                        .filter(error -> failed && !error.isBlank())
                        .map(error -> ": " + error)
                        .orElse("");
        Verdict verdict = new Verdict(
                trigger.id(),
                clock.instant(),
                "migration of " + trigger.watch().migration().orElseThrow().change(),
                OptionalDouble.of(exitCode),
                "exit code 0",
                failed ? Verdict.Outcome.FIRED : Verdict.Outcome.QUIET,
                why);
        verdicts.add(guard.id(), verdict);
        if (!failed) {
            return new FireTrigger.Fired(FireTrigger.What.OBSERVED, why, Optional.empty());
        }
        return fire.fire(guard, trigger, verdict, guard.id() + "/" + trigger.id() + "/" + verdict.at());
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() -> ProblemException.of(
                "SW-0651", "The report on a migration has no " + name, name, "Give planId, environment and exitCode"));
    }
}
