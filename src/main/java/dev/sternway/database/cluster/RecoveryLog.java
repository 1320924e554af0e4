package dev.sternway.database.cluster;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a server says in its log while it recovers. */
record RecoveryLog(Path file) {
    private static final String ENDED = "recovery ended before configured recovery target was reached";
    private static final int SHOWN = 300;

    /** Segments of the log that were replayed so far. */
    long segments() throws IOException {
        AtomicLong count = new AtomicLong();
        each(line -> count.addAndGet(line.contains("restored log file") ? 1 : 0));
        return count.get();
    }

    /** Where it stopped. @throws ProblemException SW-0565 when it never came to the target */
    String stopped(RecoveryTarget target) throws IOException {
        return with("recovery stopping ").stream()
                .map(line -> line.replaceFirst(".*recovery stopping ", ""))
                .findFirst()
                .orElseThrow(() -> notThere(target));
    }

    ProblemException failure(RecoveryTarget target) throws IOException {
        if (!with(ENDED).isEmpty()) {
            return notThere(target);
        }
        List<String> bad = last(1, line -> line.contains("FATAL:") || line.contains("PANIC:"));
        List<String> lines = bad.isEmpty() ? last(1) : bad;
        String last = lines.isEmpty() ? "it said nothing" : lines.get(0);
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
        return last(count, line -> true);
    }

    private List<String> with(String words) throws IOException {
        return last(1, line -> line.contains(words));
    }

    private List<String> last(int count, Predicate<String> wanted) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        each(line -> {
            if (wanted.test(line)) {
                last.add(line);
                if (last.size() > count) {
                    last.remove();
                }
            }
        });
        return List.copyOf(last);
    }

    private void each(Consumer<String> line) throws IOException {
        if (Files.exists(file)) {
            Printed.lines(Files.newInputStream(file), StandardCharsets.UTF_8, line);
        }
    }
}
