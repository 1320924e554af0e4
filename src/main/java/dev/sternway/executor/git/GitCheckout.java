package dev.sternway.executor.git;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A work tree goes back to the commit that was noted at arming; branches are left where they are. */
public final class GitCheckout implements Executor<GitCheckout.Inputs> {
    /** Which tree, and what it shall hold. */
    public record Inputs(
            @JsonPropertyDescription("Target of type git: the work tree, and the remote with its log-in.") @NotBlank
            String target,

            @JsonPropertyDescription(
                    "Tag, branch or commit; its commit is noted at arming. Without ref and previous-tag: what is checked out at arming.")
            Optional<@Pattern(regexp = "[^-].*") String> ref,

            @JsonPropertyDescription(
                    "The newest tag like this before or at what is checked out at arming, for example v*.")
            @JsonProperty("previous-tag")
            Optional<@Pattern(regexp = "[^-].*") String> previousTag,

            @JsonPropertyDescription(
                    "refuse to run over changes that nobody committed, or set-aside: they are stashed, new files too; refuse when left out.")
            @JsonProperty("local-changes")
            LocalChanges localChanges,

            @JsonPropertyDescription("For each command of git; 5m when left out.")
            Duration timeout) {
        public Inputs {
            localChanges = localChanges == null ? LocalChanges.REFUSE : localChanges;
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
        }

        @AssertTrue(message = "either ref or previous-tag, not both")
        boolean isOneOfThem() {
            return ref.isEmpty() || previousTag.isEmpty();
        }
    }

    @Override
    public String uses() {
        return "git/checkout";
    }

    @Override
    public String summary() {
        return "Checks out in a work tree the commit noted at arming, or a tag, branch or commit.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            return new Wanted(tree, inputs, context).hold();
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            String commit = new Wanted(tree, inputs, context).commit();
            boolean there = tree.ask("rev-parse", "HEAD").equals(commit)
                    && tree.localChanges(false).isEmpty();
            return there ? Probe.already("commit", commit) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            String commit = new Wanted(tree, inputs, context).commit();
            tree.clearTheWay();
            boolean begun = context.keepsakes().find(begun(inputs)).isPresent();
            String before =
                    tree.find("symbolic-ref", "--quiet", "--short", "HEAD").orElse(tree.ask("rev-parse", "HEAD"));
            Optional<String> aside = begun ? tree.setAside() : tree.makeClean(inputs.localChanges());
            if (!begun) {
                context.keepsakes().keep(before(inputs), before + "\n" + aside.orElse(""));
            }
            context.keepsakes().keep(begun(inputs), commit);
            tree.run("checkout", "--quiet", "--detach", commit);
            if (tree.succeeds("cat-file", "-e", commit + ":.gitmodules")) {
                tree.run("submodule", "update", "--init", "--recursive");
            }
            context.keepsakes().forget(begun(inputs));
            Map<String, String> evidence = new TreeMap<>(Map.of("commit", commit, "before", before));
            aside.ifPresent(stash -> evidence.put("set-aside", "git stash apply " + stash));
            return Outcome.done(evidence);
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            String commit = new Wanted(tree, inputs, context).commit();
            String head = tree.ask("rev-parse", "HEAD");
            int changed = tree.localChanges(false).size();
            return head.equals(commit) && changed == 0
                    ? Outcome.done(Map.of("commit", commit))
                    : Outcome.failed(
                            "SW-1106",
                            "The work tree holds " + head + " with " + changed + " changed files, not " + commit,
                            tree.folder().toString(),
                            "See who else changes it, then choose again");
        }
    }

    /** Back to the branch or commit of before, with what was set aside. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        Optional<String> kept = context.keepsakes().find(before(inputs));
        if (kept.isEmpty()) {
            return Outcome.done(Map.of("checked-out", "not by this plan"));
        }
        String[] before = kept.get().split("\n", 2);
        try (Repository tree = Repository.open(context, inputs.target(), inputs.timeout())) {
            tree.clearTheWay();
            tree.makeClean(inputs.localChanges());
            tree.run("checkout", "--quiet", before[0]);
            if (!before[1].isEmpty()) {
                tree.run("stash", "apply", "--index", before[1]);
            }
            context.keepsakes().forget(before(inputs));
            return Outcome.done(Map.of("checked-out", before[0]));
        }
    }

    private static String begun(Inputs inputs) {
        return "git/begun/" + inputs.target();
    }

    private static String before(Inputs inputs) {
        return "git/before/" + inputs.target();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return GitInShell.checkout(inputs, setting);
    }
}
