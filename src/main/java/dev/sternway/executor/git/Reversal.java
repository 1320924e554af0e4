package dev.sternway.executor.git;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.command.ProjectTool.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes one commit that takes others back, in a work tree of its own that is thrown away whatever happens. */
record Reversal(Repository tree, StepContext context, int mainline) {
    /** @throws Outcome.Thrown SW-1111 when later work is in the way */
    String commit(List<String> newestFirst, String tip, String branch)
            throws InterruptedException, LeaseLost, Outcome.Thrown {
        String beside = context.workspace()
                .resolve("git-" + Path.of(context.key().replaceAll("[^A-Za-z0-9_-]", "-")))
                .toAbsolutePath()
                .toString();
        remove(beside);
        try {
            tree.run("worktree", "add", "--quiet", "--force", "--detach", beside, tip);
            for (String commit : newestFirst) {
                takeBack(commit, beside);
            }
            List<String> message = message(newestFirst, branch);
            List<String> commit = new ArrayList<>(List.of("-C", beside, "-c", "commit.gpgSign=false"));
            if (tree.find("config", "user.email").isEmpty()) {
                commit.addAll(List.of("-c", "user.name=Sternway", "-c", "user.email=sternway@localhost"));
            }
            commit.addAll(List.of("commit", "--quiet", "--no-verify", "--allow-empty", "--message"));
            commit.add(String.join("\n", message));
            tree.run(commit.toArray(String[]::new));
            return tree.ask("-C", beside, "rev-parse", "HEAD");
        } finally {
            if (!context.work().cancelled()) {
                remove(beside);
            }
        }
    }

    private void takeBack(String commit, String beside) throws InterruptedException, LeaseLost, Outcome.Thrown {
        boolean merge = tree.ask("rev-list", "--parents", "-n1", commit).split(" ").length > 2;
        List<String> arguments = new ArrayList<>(List.of("-C", beside, "revert", "--no-commit"));
        if (merge) {
            arguments.addAll(List.of("--mainline", String.valueOf(mainline)));
        }
        arguments.add(commit);
        Said said = tree.tried(arguments.toArray(String[]::new));
        if (said.exit() != 0) {
            List<String> files = tree.lines("-C", beside, "diff", "--name-only", "--diff-filter=U");
            throw Outcome.Thrown.refused(
                    "SW-1111",
                    files.isEmpty()
                            ? "The commit " + commit + " cannot be reverted: " + said.last()
                            : "Later work is in the way of taking " + commit + " back, in " + String.join(", ", files),
                    tree.folder().toString(),
                    "Nothing was changed. Revert by hand on a branch of your own, or go back with git/checkout");
        }
    }

    private List<String> message(List<String> newestFirst, String branch)
            throws InterruptedException, LeaseLost, Outcome.Thrown {
        List<String> message = new ArrayList<>();
        message.add("Take back " + newestFirst.size() + " commits of " + branch);
        message.add("");
        for (String commit : newestFirst) {
            message.add("- " + tree.ask("log", "-1", "--format=%h %s", commit));
        }
        message.add("");
        newestFirst.forEach(commit -> message.add(Reverts.TRAILER + " " + commit));
        return message;
    }

    private void remove(String beside) throws InterruptedException, LeaseLost {
        tree.succeeds("worktree", "remove", "--force", "--force", beside);
        tree.succeeds("worktree", "prune");
    }
}
