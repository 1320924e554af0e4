package dev.sternway.executor.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a command's output line by line on a thread of its own, up to a limit; beyond it the output is read and left out. */
final class LineReader {
    static final int LONGEST_LINE = 4_000;
    static final int LARGEST = 1 << 20;
    static final int MOST_LINES = 10_000;
    private static final int WAITING = 256;

    /** The empty one is the end, which wakes whoever waits for a line. */
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(WAITING);

    private final StringBuilder line = new StringBuilder();
    private volatile boolean ended;
    private boolean full;
    private int number;
    private int taken;
    private String last = "";

    LineReader(InputStream output) {
        Thread reader = new Thread(() -> read(output), "command-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether the output is closed: mostly because the process is about to end. */
    boolean ended() {
        return ended;
    }

    String last() {
        return last;
    }

    /** Passes on what has come, some of it at a time, and waits a little for the first line. */
    void pass(Consumer<String> print, long millis) throws InterruptedException {
        @Nullable Optional<String> line = ended ? lines.poll() : lines.poll(millis, TimeUnit.MILLISECONDS);
        for (int passed = 1; line != null && line.isPresent(); passed++) {
            print.accept(line.get());
            last = line.get().isBlank() ? last : line.get();
            line = passed < WAITING ? lines.poll() : null;
        }
    }

    /** Passes on the rest. A process in the background may keep the output open: it is not waited for. */
    void drain(Consumer<String> print, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while ((!ended || !lines.isEmpty()) && System.nanoTime() - until < 0) {
            pass(print, 10);
        }
    }

    private void read(InputStream output) {
        try (Reader reader = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            char[] chunk = new char[8192];
            for (int read = reader.read(chunk); read >= 0; read = reader.read(chunk)) {
                if (!full) {
                    split(chunk, read);
                }
            }
            if (!full && line.length() > 0) {
                lines.put(Optional.of(line.toString()));
            }
        } catch (IOException closed) {
            // the process is gone
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            // where the queue is full, nobody waits for a line
            lines.offer(Optional.empty());
        }
    }

    private void split(char[] chunk, int length) throws InterruptedException {
        for (int i = 0; i < length && !full; i++) {
            boolean breaks = chunk[i] == '\n';
            if (!breaks && chunk[i] != '\r') {
                line.append(chunk[i]);
            }
            if (breaks || line.length() >= LONGEST_LINE) {
                put();
            }
        }
    }

    private void put() throws InterruptedException {
        lines.put(Optional.of(line.toString()));
        taken += line.length() + 1;
        line.setLength(0);
        full = ++number >= MOST_LINES || taken >= LARGEST;
        if (full) {
            lines.put(Optional.of("… the output goes on; the rest is left out"));
        }
    }
}
