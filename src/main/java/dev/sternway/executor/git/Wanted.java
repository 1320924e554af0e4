package dev.sternway.executor.git;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.git.GitCheckout.Inputs;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The commit that a checkout is about: found and held at arming, so that it is the same when it is needed. */
record Wanted(Repository tree, Inputs inputs, StepContext context) {
    private static final String REMOTE = "refs/sternway/remote/";

    /** Proves that every file of it can be had, and keeps git from clearing it away. */
    Outcome hold() throws InterruptedException, LeaseLost, Outcome.Thrown {
        String reached = fetch();
        String commit = found();
        tree.lines("archive", "--format=tar", "--output=/dev/null", commit);
        tree.run("update-ref", armed(inputs), commit);
        tree.run("update-ref", "refs/sternway/held/" + commit, commit);
        context.keepsakes().keep(keepsake(), commit);
        Map<String, String> evidence = new TreeMap<>(Map.of("commit", commit, "remote", reached));
        tree.find("describe", "--tags", "--always", commit).ifPresent(name -> evidence.put("is", name));
        return Outcome.done(evidence);
    }

    /** @throws Outcome.Thrown SW-1108 when nothing was noted and the plan names nothing */
    String commit() throws InterruptedException, LeaseLost, Outcome.Thrown {
        Optional<String> noted = context.keepsakes().find(keepsake());
        if (noted.isPresent()) {
            return noted.get();
        }
        if (inputs.ref().isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1108",
                    "Nobody noted at arming what was checked out in " + inputs.target(),
                    context.step(),
                    "Arm the plan before the release, or name a ref");
        }
        return found();
    }

    /** A remote that is away does no harm as long as the commit is here. */
    private String fetch() throws InterruptedException, LeaseLost, Outcome.Thrown {
        Optional<String> remote = tree.remote();
        if (remote.isEmpty()) {
            return "none";
        }
        try {
            tree.lines("fetch", "--quiet", "--tags", remote.get());
            if (inputs.ref().isPresent()) {
                tree.succeeds(
                        "fetch",
                        "--quiet",
                        remote.get(),
                        "+refs/heads/" + inputs.ref().get() + ":" + REMOTE
                                + inputs.ref().get());
            }
            return "reached";
        } catch (Outcome.Thrown away) {
            boolean here = inputs.ref().isEmpty() || named(inputs.ref().get()).isPresent();
            if (!here) {
                throw away;
            }
            context.print("the commit is here, but " + away.getMessage());
            return "not reached, not needed";
        }
    }

    private String found() throws InterruptedException, LeaseLost, Outcome.Thrown {
        if (inputs.previousTag().isPresent()) {
            String pattern = inputs.previousTag().get();
            String tag = tree.find("describe", "--tags", "--abbrev=0", "--match", pattern, "HEAD")
                    .orElseThrow(() -> nothing("There is no tag like " + pattern));
            return named("refs/tags/" + tag).orElseThrow(() -> nothing("There is no commit of " + tag));
        }
        if (inputs.ref().isEmpty()) {
            return tree.ask("rev-parse", "HEAD");
        }
        String ref = inputs.ref().get();
        Optional<String> here = named("refs/tags/" + ref);
        if (here.isPresent()) {
            return here.get();
        }
        Optional<String> there = named(REMOTE + ref);
        Optional<String> branch = named("refs/heads/" + ref);
        if (there.isPresent() && branch.isPresent() && !there.equals(branch)) {
            throw Outcome.Thrown.refused(
                    "SW-1109",
                    "The branch " + ref + " is " + branch.get() + " here and " + there.get() + " at the remote",
                    tree.folder().toString(),
                    "Bring both to one commit, or name the commit itself");
        }
        Optional<String> either = there.isPresent() ? there : named(ref);
        return either.orElseThrow(() -> nothing("There is no tag, branch or commit " + ref));
    }

    private Optional<String> named(String name) throws InterruptedException, LeaseLost {
        return tree.find("rev-parse", "--verify", "--quiet", name + "^{commit}");
    }

    private Outcome.Thrown nothing(String what) {
        return Outcome.Thrown.refused(
                "SW-1108", what, tree.folder().toString(), "Correct the name, or push it to the remote");
    }

    /** The ref that holds the commit for a runbook. */
    static String armed(Inputs inputs) {
        String words = inputs.ref().or(inputs::previousTag).map(it -> "-" + it).orElse("");
        return "refs/sternway/armed/" + (inputs.target() + words).replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private String keepsake() {
        return "git/checkout/" + inputs.target() + "/"
                + inputs.ref()
                        .or(() -> inputs.previousTag().map(it -> "tag like " + it))
                        .orElse("");
    }
}
