package dev.sternway.executor.git;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext.LeaseLost;
import java.io.IOException;
import java.util.Optional;

/** A branch here and at the remote. Nothing is ever forced: both only move forward. */
record Branch(Repository tree, GitRevert.Inputs inputs) {
    /** @throws Outcome.Thrown SW-1108 when there is none of that name */
    static Branch of(Repository tree, GitRevert.Inputs inputs) throws InterruptedException, LeaseLost, Outcome.Thrown {
        Branch branch = new Branch(tree, inputs);
        if (branch.local().isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1108",
                    "There is no branch " + inputs.branch(),
                    tree.folder().toString(),
                    "Correct the name, or create it there");
        }
        return branch;
    }

    /** @throws Outcome.Thrown SW-1110 when there is none to push to */
    String remote() throws InterruptedException, LeaseLost, Outcome.Thrown {
        return tree.remote()
                .orElseThrow(() -> Outcome.Thrown.refused(
                        "SW-1110",
                        "The work tree has no remote to push to",
                        tree.folder().toString(),
                        "Give the target a url, or leave push out"));
    }

    /** Where the new commit goes on top of: what the remote has, when it is going to be pushed. */
    String tip() throws InterruptedException, LeaseLost, Outcome.Thrown {
        String here = local().orElseThrow();
        if (!inputs.push()) {
            return here;
        }
        String there = "refs/sternway/remote/" + inputs.branch();
        tree.lines("fetch", "--quiet", remote(), "+refs/heads/" + inputs.branch() + ":" + there);
        String tip = tree.ask("rev-parse", there);
        if (!tree.succeeds("merge-base", "--is-ancestor", here, tip)) {
            String ahead = tree.ask("rev-list", "--count", tip + ".." + here);
            throw Outcome.Thrown.refused(
                    "SW-1109",
                    inputs.branch() + " has " + ahead + " commits here that the remote does not have",
                    tree.folder().toString(),
                    "Push them, or put them on another branch, then choose again");
        }
        return tip;
    }

    /** Before anything is made: the tree that has the branch checked out must be able to follow. */
    Optional<String> prepare() throws InterruptedException, LeaseLost, Outcome.Thrown, IOException {
        if (!isCheckedOut()) {
            return Optional.empty();
        }
        tree.clearTheWay();
        return tree.makeClean(inputs.localChanges());
    }

    boolean isAt(String commit) throws InterruptedException, LeaseLost {
        return local().equals(Optional.of(commit));
    }

    /** The remote first: it may refuse. */
    void moveTo(String commit) throws InterruptedException, LeaseLost, Outcome.Thrown {
        if (inputs.push()) {
            tree.run("push", "--no-verify", remote(), commit + ":refs/heads/" + inputs.branch());
        }
        if (isAt(commit)) {
            return;
        }
        if (isCheckedOut()) {
            tree.run("merge", "--quiet", "--ff-only", commit);
        } else {
            tree.run("fetch", "--quiet", ".", commit + ":refs/heads/" + inputs.branch());
        }
    }

    private Optional<String> local() throws InterruptedException, LeaseLost {
        return tree.find("rev-parse", "--verify", "--quiet", "refs/heads/" + inputs.branch());
    }

    private boolean isCheckedOut() throws InterruptedException, LeaseLost {
        return tree.find("symbolic-ref", "--quiet", "HEAD").equals(Optional.of("refs/heads/" + inputs.branch()));
    }
}
