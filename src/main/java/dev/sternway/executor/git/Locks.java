package dev.sternway.executor.git;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Lock files that a git which was killed leaves behind: removed when no git is at work in the tree any more. */
final class Locks {
    private static final Duration YOUNG = Duration.ofSeconds(3);
    /** A process of which only the number is left, until its parent asks for it. */
    private static final String ENDED = ") Z ";

    private static final Path PROCESSES = Path.of("/proc");

    private Locks() {}

    /** @throws Outcome.Thrown SW-1105 when its owner may be alive */
    static void clear(List<Path> places, Path workTree, StepContext context) throws IOException, Outcome.Thrown {
        for (Path lock : places) {
            if (!Files.exists(lock)) {
                continue;
            }
            Duration age = Duration.between(
                    Files.getLastModifiedTime(lock).toInstant(), context.clock().instant());
            if (age.compareTo(YOUNG) < 0 || isGitAtWork(workTree.toRealPath())) {
                throw Outcome.Thrown.failed(
                        "SW-1105",
                        "Another git is at work in this tree: it holds " + lock,
                        workTree.toString(),
                        "Let it finish, or end it, then choose again");
            }
            Files.deleteIfExists(lock);
            context.print("removed " + lock + ", left " + age.toSeconds() + " s ago by a git that is gone");
        }
    }

    /** Whether one runs in the tree, or runs where this user may not look. */
    private static boolean isGitAtWork(Path workTree) throws IOException {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(Locks::isGit)
                    .anyMatch(process -> worksIn(process, workTree));
        }
    }

    private static boolean isGit(Path process) {
        try {
            return Files.readString(process.resolve("comm")).startsWith("git")
                    && !Files.readString(process.resolve("stat")).contains(ENDED);
        } catch (IOException ended) {
            return false;
        }
    }

    private static boolean worksIn(Path process, Path workTree) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(workTree);
        } catch (IOException unreadable) {
            return Files.exists(process);
        }
    }
}
