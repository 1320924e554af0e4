package dev.sternway.document.runbook;

import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.shell.ShellStep;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A standalone POSIX shell script that takes a plan's steps at one level.
 *
 * @param digest of the plan's folder
 * @param inShell says a step; what it cannot say it turns into an instruction
 * @param begun the rollback that Sternway had begun and the script goes on with
 */
public record Runbook(
        Plan plan,
        Level level,
        Optional<String> environment,
        String digest,
        Function<Step, ShellStep> inShell,
        Optional<Begun> begun) {
    /**
     * A rollback in the middle.
     *
     * @param id of the rollback; marks that the script leaves at targets are those that Sternway would leave
     * @param finished keys of the steps that are over, as activity, slash and number
     * @param cutOff keys of the steps that were begun, and nobody knows how they ended
     * @param reason in the words of who asked for it
     * @param incident under which people talk about it, once declared
     */
    public record Begun(String id, Set<String> finished, Set<String> cutOff, String reason, Optional<String> incident) {
        public Begun {
            finished = Set.copyOf(finished);
            cutOff = Set.copyOf(cutOff);
        }
    }

    /** From the first step on. */
    public Runbook(
            Plan plan, Level level, Optional<String> environment, String digest, Function<Step, ShellStep> inShell) {
        this(plan, level, environment, digest, inShell, Optional.empty());
    }

    /** The same plan, level and environment give the same text. */
    public String text() {
        return new ScriptText(this, Itinerary.of(this)).text();
    }

    /** What the level is, in the operator's words. */
    String levelWords() {
        return switch (level) {
            case L1 -> "Level 1: the quick way, before the point of no return";
            case L2 -> "Level 2: the full way, after the point of no return";
            case L3 -> "Level 3: back to the backup";
            default -> "Code only: the database stays as it is";
        };
    }

    /** What the level loses, in the plan's words. */
    String loses() {
        return plan.phases()
                .data()
                .of(level)
                .map(how -> how.loses().orElse("not said in the plan"))
                .orElse("nothing");
    }
}
