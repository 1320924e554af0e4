package dev.sternway.executor.git;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.command.ProjectTool;
import dev.sternway.executor.command.ProjectTool.Said;
import dev.sternway.plan.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A work tree and its remote, as git sees them. */
final class Repository implements AutoCloseable {
    private static final List<String> UNDERWAY =
            List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply");
    private static final List<String> REFUSING = List.of(
            "authentication failed",
            "could not read username",
            "could not read password",
            "permission denied (",
            "host key verification failed",
            "returned error: 401",
            "returned error: 403",
            "hook declined",
            "protected branch");
    private static final List<String> AWAY = List.of(
            "could not resolve host",
            "failed to connect",
            "couldn't connect",
            "connection refused",
            "connection timed out",
            "unable to access",
            "could not read from remote",
            "does not appear to be a git repository",
            "the remote end hung up");

    private final StepContext context;
    private final String target;
    private final Optional<String> url;
    private final Path folder;
    private final Credentials credentials;
    private final ProjectTool tool;

    private Repository(StepContext context, String target, Target named, Duration timeout) throws IOException {
        this.context = context;
        this.target = target;
        this.url = named.url();
        this.folder = Path.of(named.directory().orElseThrow());
        this.credentials = Credentials.of(context, named);
        this.tool = ProjectTool.of(context, target, credentials.environment(), timeout);
    }

    /** @throws ProblemException SW-1101 when there is no work tree that git would touch */
    static Repository open(StepContext context, String target, Duration timeout)
            throws IOException, InterruptedException, LeaseLost {
        Target named = context.target(target);
        if (named.type() != Target.Type.GIT || named.directory().isEmpty()) {
            throw ProblemException.of(
                    "SW-1101",
                    "The target " + target + " is no git work tree",
                    target,
                    "Give it type: git and the directory of the work tree");
        }
        Repository repository = new Repository(context, target, named, timeout);
        Said top = repository.tool.ask(line("rev-parse", "--show-toplevel"));
        if (top.exit() != 0) {
            repository.close();
            throw ProblemException.of(
                    "SW-1101",
                    "Git does not work in " + repository.folder + ": " + top.last(),
                    target,
                    "Clone the project there, and run Sternway as a user whom git lets in (safe.directory)");
        }
        return repository;
    }

    Path folder() {
        return folder;
    }

    /** The address of the remote: that of the target, else the work tree's own; empty when there is none. */
    Optional<String> remote() throws InterruptedException, LeaseLost {
        if (url.isPresent()) {
            return url;
        }
        for (String which : new String[] {"--all", "--push"}) {
            Said said = tool.ask(line("remote", "get-url", which, "origin"));
            if (said.exit() == 0) {
                said.lines().stream().filter(it -> !it.isBlank()).forEach(context.allowed()::admitRemote);
            }
        }
        return find("config", "remote.origin.url").map(configured -> "origin");
    }

    /** The last line of the answer; empty when git says no. */
    Optional<String> find(String... arguments) throws InterruptedException, LeaseLost {
        Said said = tool.ask(line(arguments));
        return said.exit() == 0 && !said.last().isBlank() ? Optional.of(said.last()) : Optional.empty();
    }

    boolean succeeds(String... arguments) throws InterruptedException, LeaseLost {
        return tool.ask(line(arguments)).exit() == 0;
    }

    List<String> lines(String... arguments) throws InterruptedException, LeaseLost, Outcome.Thrown {
        Said said = tool.ask(line(arguments));
        if (said.exit() != 0) {
            throw trouble(arguments, said);
        }
        return said.lines().stream().filter(it -> !it.isBlank()).toList();
    }

    String ask(String... arguments) throws InterruptedException, LeaseLost, Outcome.Thrown {
        List<String> lines = lines(arguments);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    /** What a pipe of shell commands prints; {@code $1} and so on are the values. */
    List<String> piped(String pipe, String... values) throws InterruptedException, LeaseLost {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", pipe, "sh"));
        line.addAll(List.of(values));
        return tool.ask(line).lines();
    }

    /** Changes something; what it prints is kept. */
    void run(String... arguments) throws InterruptedException, LeaseLost, Outcome.Thrown {
        Said said = tried(arguments);
        if (said.exit() != 0) {
            throw trouble(arguments, said);
        }
    }

    Said tried(String... arguments) throws InterruptedException, LeaseLost {
        return tool.run(line(arguments));
    }

    /** What may stand in the way of a change: locks of dead processes are removed, work of people is left alone. */
    void clearTheWay() throws InterruptedException, LeaseLost, Outcome.Thrown, IOException {
        List<Path> locks = new ArrayList<>();
        for (String name : new String[] {"index.lock", "HEAD.lock"}) {
            locks.add(folder.resolve(ask("rev-parse", "--git-path", name)));
        }
        Locks.clear(locks, folder, context);
        for (String name : UNDERWAY) {
            if (Files.exists(folder.resolve(ask("rev-parse", "--git-path", name)))) {
                String verb = name.replaceFirst("[_-].*", "").toLowerCase(Locale.ROOT);
                throw Outcome.Thrown.refused(
                        "SW-1107",
                        "Somebody's " + verb + " is half done in the work tree",
                        folder.toString(),
                        "Finish it, or take it back with git " + verb + " --abort, then choose again");
            }
        }
    }

    /** Changed files that git tracks, and with {@code all} new ones too. */
    List<String> localChanges(boolean all) throws InterruptedException, LeaseLost, Outcome.Thrown {
        return lines("status", "--porcelain", "--untracked-files=" + (all ? "normal" : "no"));
    }

    /** Takes all local changes, new files too, out of the tree, and keeps them where nothing clears them away. */
    Optional<String> setAside() throws InterruptedException, LeaseLost, Outcome.Thrown {
        if (localChanges(true).isEmpty()) {
            return Optional.empty();
        }
        run("stash", "push", "--include-untracked", "--message", "Sternway: " + context.step());
        String kept = ask("rev-parse", "refs/stash");
        run("update-ref", "refs/sternway/set-aside/" + kept, kept);
        context.print("local changes are set aside: git stash apply " + kept);
        return Optional.of(kept);
    }

    /** @throws Outcome.Thrown SW-1102 when there are local changes that must not be set aside */
    Optional<String> makeClean(LocalChanges policy) throws InterruptedException, LeaseLost, Outcome.Thrown {
        List<String> changed = localChanges(false);
        if (policy == LocalChanges.SET_ASIDE) {
            return setAside();
        }
        if (!changed.isEmpty()) {
            throw dirty(changed.size() + " files have local changes, "
                    + changed.get(0).strip() + " for one");
        }
        return Optional.empty();
    }

    private Outcome.Thrown dirty(String what) {
        return Outcome.Thrown.refused(
                "SW-1102",
                what,
                folder.toString(),
                "Commit or remove them, or let the step set them aside with local-changes: set-aside");
    }

    private Outcome.Thrown trouble(String[] arguments, Said said) {
        String words = said.lines().stream()
                .filter(it -> !it.isBlank())
                .reduce("", (one, two) -> one.isEmpty() ? two : one + " / " + two);
        String small = words.toLowerCase(Locale.ROOT);
        String what = "git " + arguments[0] + " failed: " + words;
        if (small.contains("would be overwritten")) {
            return dirty(what);
        }
        if (among(REFUSING, small)) {
            return Outcome.Thrown.refused(
                    "SW-1103", "The remote refused: " + words, target, "Check the log-in and what it may do");
        }
        if (among(AWAY, small)) {
            return Outcome.Thrown.failed(
                    "SW-1104", "The remote does not answer: " + words, target, "Check its address and the network");
        }
        return Outcome.Thrown.failed("SW-1106", what, target, "Read git's words and look at " + folder);
    }

    private static boolean among(List<String> words, String text) {
        return words.stream().anyMatch(text::contains);
    }

    private static List<String> line(String... arguments) {
        return Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    }

    @Override
    public void close() throws IOException {
        credentials.close();
    }
}
