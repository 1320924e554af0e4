package dev.sternway.plan.shell;

import java.util.Optional;

/**
 * A step in words of a POSIX shell. Each body is the inside of a function that runs strictly ({@code set -eu}) in a shell
 * of its own. It may use its {@link Needs} and what every runbook has: {@code say} prints a line, {@code ask} asks and
 * leaves the answer in {@code $answer}, {@code confirm} exits 1 unless a person says yes, {@code $folder} is the run's
 * folder, {@code $run} its id, {@code $work} a folder that is emptied before every step, {@code $mark} what the step
 * is known by, for ever.
 *
 * @param does what it does, in lines for the operator
 * @param probe exits 0 when it is so already, 1 when not, and otherwise when nobody can tell
 * @param run does the work
 * @param verify exits 0 when the work arrived
 * @param destroys what is lost for good, in words; then a person is always asked first
 * @param attended it asks a person itself, so nobody is asked before
 */
public record ShellStep(
        String does,
        Optional<String> probe,
        String run,
        Optional<String> verify,
        Optional<String> destroys,
        boolean attended,
        Needs needs) {
    public static ShellStep of(String does, String run, Needs needs) {
        return new ShellStep(does, Optional.empty(), run, Optional.empty(), Optional.empty(), false, needs);
    }

    /** What only a person can do: it is shown, and the person says whether it is done. */
    public static ShellStep instruction(String text) {
        return of(text, "instructed", Needs.NOTHING).asks();
    }

    public ShellStep probing(String body) {
        return new ShellStep(does, Optional.of(body), run, verify, destroys, attended, needs);
    }

    public ShellStep verifying(String body) {
        return new ShellStep(does, probe, run, Optional.of(body), destroys, attended, needs);
    }

    public ShellStep destroying(String what) {
        return new ShellStep(does, probe, run, verify, Optional.of(what), attended, needs);
    }

    /** It asks a person itself, who can tell at any time. */
    public ShellStep asks() {
        return new ShellStep(does, Optional.of("return 1"), run, verify, destroys, true, needs);
    }
}
