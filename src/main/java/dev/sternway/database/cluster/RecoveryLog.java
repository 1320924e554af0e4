package dev.sternway.database.cluster;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server says in its log while it recovers. */
record RecoveryLog(Path file) {
    private static final String ENDED = "recovery ended before configured recovery target was reached";
    private static final int SHOWN = 300;

    /** Segments of the log that were replayed so far. */
    long segments() throws IOException {
        return lines().stream()
                .filter(line -> line.contains("restored log file"))
                .count();
    }

    /** Where it stopped. @throws ProblemException SW-0565 when it never came to the target */
    String stopped(RecoveryTarget target) throws IOException {
        return lines().stream()
                .filter(line -> line.contains("recovery stopping "))
                .map(line -> line.replaceFirst(".*recovery stopping ", ""))
                .findFirst()
                .orElseThrow(() -> notThere(target));
    }

    ProblemException failure(RecoveryTarget target) throws IOException {
        List<String> lines = lines();
        if (lines.stream().anyMatch(line -> line.contains(ENDED))) {
            return notThere(target);
        }
        String last = lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
        return ProblemException.of(
                "SW-0566",
                "The restored server does not come up: " + last.substring(0, Math.min(SHOWN, last.length())),
                file.toString(),
                "Read the step's output for more, mend the cause, then choose again; nothing that is live was touched");
    }

    private ProblemException notThere(RecoveryTarget target) {
        return ProblemException.of(
                "SW-0565",
                "The archived log ends before " + target.text() + ", or does not know it",
                file.toString(),
                "Name a restore point or moment that the archive holds; nothing that is live was touched");
    }

    List<String> last(int count) throws IOException {
        List<String> lines = lines();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private List<String> lines() throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }
}
