package dev.sternway.executor.command;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run of a command in a process group of its own, its output streamed. Whatever ends the run early ends the group. */
record Command(Host host, List<String> argv, Duration timeout) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean SETS_ID = Files.isExecutable(SETSID);
    private static final long SLICE_MILLIS = 50;
    private static final long ASK_MILLIS = 1_000;
    private static final Duration STRAGGLERS = Duration.ofMillis(500);

    /** @param started takes the processes, to find them again after a crash */
    Ending run(StepContext context, Consumer<ProcessGroup> started) throws InterruptedException, StepContext.LeaseLost {
        return run(context, started, context::print);
    }

    /** @param print takes every line of output */
    Ending run(StepContext context, Consumer<ProcessGroup> started, Consumer<String> print)
            throws InterruptedException, StepContext.LeaseLost {
        List<String> found = new ArrayList<>(argv);
        found.set(0, host.requireProgram(argv.get(0)).toString());
        ProcessGroup group = new ProcessGroup(start(found, context.work()), SETS_ID);
        boolean ended = false;
        try {
            started.accept(group);
            Ending ending = follow(group, context, print);
            ended = true;
            return ending;
        } finally {
            if (!ended) {
                group.end();
            }
        }
    }

    private Process start(List<String> found, Work work) {
        List<String> line = new ArrayList<>();
        if (SETS_ID) {
            line.add(SETSID.toString());
        }
        line.addAll(
                host.user().map(user -> user.before(found, host.environment())).orElse(found));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(host.directory().toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(host.environment());
        builder.environment().putAll(Leftover.mark(work));
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new ProblemException(
                    new Problem(
                            "SW-0505",
                            argv.get(0) + " cannot be started: " + failure.getMessage(),
                            host.directory().toString(),
                            "Install it, make it executable, or correct argv"),
                    failure);
        }
    }

    private Ending follow(ProcessGroup group, StepContext context, Consumer<String> print)
            throws InterruptedException, StepContext.LeaseLost {
        Process process = group.process();
        LineReader lines = new LineReader(process.getInputStream());
        long deadline = System.nanoTime() + timeout.toNanos();
        long nextAsk = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ASK_MILLIS);
        while (process.isAlive()) {
            lines.pass(print, SLICE_MILLIS);
            if (lines.ended()) {
                process.waitFor(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            }
            long now = System.nanoTime();
            if (now - deadline >= 0) {
                group.end();
                lines.drain(print, STRAGGLERS);
                return new Ending(Ending.How.TIMED_OUT, -1, lines.last());
            }
            if (now - nextAsk >= 0 || context.work().cancelled()) {
                context.stillMine();
                nextAsk = now + TimeUnit.MILLISECONDS.toNanos(ASK_MILLIS);
            }
        }
        lines.drain(print, STRAGGLERS);
        return new Ending(Ending.How.EXITED, process.waitFor(), lines.last());
    }
}
