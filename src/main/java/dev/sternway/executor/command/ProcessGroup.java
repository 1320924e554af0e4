package dev.sternway.executor.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process and everything it started: the group it leads, and descendants that have left the group.
 *
 * @param leads whether the process leads a group of its own
 */
record ProcessGroup(Process process, boolean leads) {
    private static final long GRACE_MILLIS = 2_000;
    private static final long SLICE_MILLIS = 20;

    /** By what {@link #endLeftover} finds it again: process id and start. */
    String note() {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Asks all to end, and ends those that do not. */
    void end() {
        end(process.toHandle(), leads);
    }

    /** Ends what a worker that died has left running; a process that took over the number is left alone. */
    static void endLeftover(String note) {
        String[] parts = note.split(" ", 2);
        Optional<ProcessHandle> leftover = ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(found -> parts.length == 2
                        && found.info()
                                .startInstant()
                                .map(Instant::toString)
                                .orElse("?")
                                .equals(parts[1]));
        leftover.ifPresent(found -> end(found, true));
    }

    static void end(ProcessHandle leader, boolean leads) {
        List<ProcessHandle> all = new java.util.ArrayList<>(leader.descendants().toList());
        all.add(leader);
        signal("TERM", leader, leads);
        all.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - until < 0) {
            if (!paused()) {
                break;
            }
        }
        all.addAll(all.stream().flatMap(ProcessHandle::descendants).toList());
        signal("KILL", leader, leads);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void signal(String name, ProcessHandle leader, boolean leads) {
        if (!leads) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + leader.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException noShell) {
            // the descendants are ended one by one
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
