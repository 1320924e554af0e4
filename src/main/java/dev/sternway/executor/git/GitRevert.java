package dev.sternway.executor.git;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new commit on a branch that takes others back. It is made in a folder of its own, so that nobody's files are in the way. */
public final class GitRevert implements Executor<GitRevert.Inputs> {
    /** Which commits, and where the new one goes. */
    public record Inputs(
            @JsonPropertyDescription("Target of type git: the work tree, and the remote with its log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("The branch that gets the new commit.") @NotBlank @Pattern(regexp = "[^-].*")
            String branch,

            @JsonPropertyDescription("Commits, or ranges as 1a2b3c..4d5e6f; everything since arming when left out.")
            List<@NotBlank @Pattern(regexp = "[^-].*") String> commits,

            @JsonPropertyDescription("Push the branch to the remote; false when left out.")
            boolean push,

            @JsonPropertyDescription("Which parent of a merge is kept; 1 when left out.")
            Optional<@Min(1) Integer> mainline,

            @JsonPropertyDescription(
                    "When the branch is checked out: refuse to run over changes that nobody committed, or set-aside; refuse when left out.")
            @JsonProperty("local-changes")
            LocalChanges localChanges,

            @JsonPropertyDescription("For each command of git; 5m when left out.")
            Duration timeout) {
        public Inputs {
            commits = commits == null ? List.of() : List.copyOf(commits);
            localChanges = localChanges == null ? LocalChanges.REFUSE : localChanges;
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
        }
    }

    @Override
    public String uses() {
        return "git/revert";
    }

    @Override
    public String summary() {
        return "Takes commits back by a new commit on a branch, and pushes it where the plan says so.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** Also that this log-in may push. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            Branch branch = Branch.of(tree, inputs);
            String tip = branch.tip();
            context.keepsakes().keep(armed(inputs), tip);
            tree.run("update-ref", "refs/sternway/held/" + tip, tip);
            if (inputs.push()) {
                tree.lines("push", "--dry-run", "--no-verify", branch.remote(), tip + ":refs/heads/" + inputs.branch());
            }
            return Outcome.done(Map.of("tip", tip, "may-push", inputs.push() ? "yes" : "not asked"));
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            Branch branch = Branch.of(tree, inputs);
            String tip = branch.tip();
            boolean done = new Reverts(tree)
                            .pending(range(inputs, context, tree, tip), tip)
                            .isEmpty()
                    && branch.isAt(tip);
            return done ? Probe.already("branch", inputs.branch() + " " + tip) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            Branch branch = Branch.of(tree, inputs);
            String tip = branch.tip();
            List<String> pending = new Reverts(tree).pending(range(inputs, context, tree, tip), tip);
            return reverted(tree, branch, pending, tip, inputs, context);
        }
    }

    private static Outcome reverted(
            Repository tree, Branch branch, List<String> pending, String tip, Inputs inputs, StepContext context)
            throws Exception {
        Optional<String> aside = branch.prepare();
        String commit = pending.isEmpty()
                ? tip
                : new Reversal(tree, context, inputs.mainline().orElse(1)).commit(pending, tip, inputs.branch());
        branch.moveTo(commit);
        if (!pending.isEmpty()) {
            context.keepsakes().keep(made(inputs), commit);
        }
        return Outcome.done(Map.of(
                "commit",
                commit,
                "takes-back",
                pending.size() + " commits",
                "pushed",
                inputs.push() ? "yes" : "no",
                "set-aside",
                aside.map(stash -> "git stash apply " + stash).orElse("nothing")));
    }

    /** Takes the new commit back in the same way. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<String> made = context.keepsakes().find(made(inputs));
        if (made.isEmpty()) {
            return Outcome.done(Map.of("reverted", "nothing by this plan"));
        }
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            Branch branch = Branch.of(tree, inputs);
            String tip = branch.tip();
            List<String> pending = new Reverts(tree).pending(List.of(made.get()), tip);
            Outcome outcome = reverted(tree, branch, pending, tip, inputs, context);
            context.keepsakes().forget(made(inputs));
            return outcome;
        }
    }

    /** Newest first. */
    private static List<String> range(Inputs inputs, StepContext context, Repository tree, String tip)
            throws Exception {
        List<String> commits = new java.util.ArrayList<>();
        if (inputs.commits().isEmpty()) {
            String armed = context.keepsakes()
                    .find(armed(inputs))
                    .orElseThrow(() -> Outcome.Thrown.refused(
                            "SW-1108",
                            "Nobody noted at arming where " + inputs.branch() + " was",
                            context.step(),
                            "Arm the plan before the release, or name the commits"));
            commits.addAll(tree.lines("rev-list", "--first-parent", armed + ".." + tip));
        }
        for (String named : inputs.commits()) {
            commits.addAll(
                    named.contains("..")
                            ? tree.lines("rev-list", "--first-parent", named)
                            : List.of(tree.ask("rev-parse", "--verify", named + "^{commit}")));
        }
        return commits;
    }

    private static String armed(Inputs inputs) {
        return "git/tip/" + inputs.target() + "/" + inputs.branch();
    }

    private static String made(Inputs inputs) {
        return "git/reverted/" + inputs.target() + "/" + inputs.branch();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return GitInShell.revert(inputs, setting);
    }
}
