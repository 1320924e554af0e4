package dev.sternway.executor.git;

import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.util.Optional;

/** Git's own commands, in the work tree; log-ins are those of the person at the keyboard. */
final class GitInShell {
    private GitInShell() {}

    static Optional<ShellStep> checkout(GitCheckout.Inputs inputs, ShellSetting setting) {
        String folder = folder(inputs.target(), setting);
        String commit = Shell.word(inputs.ref().orElse(Wanted.armed(inputs)) + "^{commit}");
        String there = "cd " + folder + " || return 2\n[ \"$(git rev-parse HEAD)\" = \"$(git rev-parse " + commit
                + ")\" ] && git diff --quiet HEAD || return 1";
        String changes = inputs.localChanges() == LocalChanges.SET_ASIDE
                ? "git stash push --include-untracked --message \"rollback $run\""
                : "{ git status --short; say 'commit or stash these first'; return 1; }";
        String run =
                "cd " + folder + "\ngit diff --quiet HEAD || " + changes + "\ngit checkout --quiet --detach " + commit;
        return Optional.of(ShellStep.of(
                        "checks out " + inputs.ref().orElse("what was checked out at arming") + " in " + folder,
                        run,
                        needs(folder, inputs.target()))
                .probing(there)
                .verifying(there));
    }

    static Optional<ShellStep> revert(GitRevert.Inputs inputs, ShellSetting setting) {
        if (inputs.commits().isEmpty()) {
            return Optional.empty();
        }
        String folder = folder(inputs.target(), setting);
        String mainline =
                inputs.mainline().map(parent -> " --mainline " + parent).orElse("");
        String run = "cd " + folder + "\ngit checkout --quiet " + Shell.word(inputs.branch())
                + "\ngit revert --no-edit" + mainline + " " + Shell.words(inputs.commits())
                + " || { git revert --abort; return 1; }"
                + (inputs.push() ? "\ngit push origin " + Shell.word(inputs.branch()) : "");
        return Optional.of(ShellStep.of(
                "reverts " + String.join(" ", inputs.commits()) + " on " + inputs.branch() + " in " + folder
                        + (inputs.push() ? " and pushes it" : ""),
                run,
                needs(folder, inputs.target())));
    }

    private static String folder(String target, ShellSetting setting) {
        Target tree = setting.target(target);
        return Shell.word(tree.directory().orElse("."));
    }

    private static Needs needs(String folder, String target) {
        return Needs.command("git", "Debian: apt-get install git")
                .and(Needs.check("test -d " + folder, folder + " is not here; run this where " + target + " is"));
    }
}
