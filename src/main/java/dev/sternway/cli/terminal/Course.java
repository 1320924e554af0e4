package dev.sternway.cli.terminal;

import dev.sternway.base.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells on standard error how far long work is: on a terminal one line that is written anew every second and is gone
 * in the end, elsewhere a line for each step. Standard output stays for the result.
 */
public final class Course implements AutoCloseable {
    private static final String ANEW = "\r\u001b[K";

    private final PrintWriter err;
    private final Terminal terminal;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "course");
        thread.setDaemon(true);
        return thread;
    });
    private int columns;
    private long since = System.nanoTime();
    private String doing = "";
    private long number;
    private long total;

    Course(PrintWriter err, Terminal terminal) {
        this.err = err;
        this.terminal = terminal;
        if (terminal.interactive()) {
            columns = terminal.size().columns();
            clock.scheduleWithFixedDelay(this::paint, 1, 1, TimeUnit.SECONDS);
        }
    }

    /** Of this verb, on the terminal that it was called from. */
    public static Course of(CommandSpec verb) {
        return new Course(verb.commandLine().getErr(), Terminal.here());
    }

    /** Begins what nobody can say the end of. */
    public void begin(String what) {
        begin(what, 0, 0);
    }

    /**
     * Begins the next step.
     *
     * @param next 1 for the first
     * @param of how many there are; 0 when nobody knows
     */
    public synchronized void begin(String what, long next, long of) {
        doing = what;
        number = next;
        total = of;
        since = next <= 1 ? System.nanoTime() : since;
        if (terminal.interactive()) {
            paint();
        } else {
            err.println(of == 0 ? what + " ..." : next + " of " + of + ": " + what);
            err.flush();
        }
    }

    /** Takes the line off a terminal, so that a result can be printed; {@link #begin} shows it again. */
    public synchronized void rest() {
        if (terminal.interactive() && !doing.isEmpty()) {
            doing = "";
            err.print(ANEW);
            err.flush();
        }
    }

    @Override
    public void close() {
        rest();
        clock.shutdownNow();
    }

    private synchronized void paint() {
        if (!doing.isEmpty()) {
            err.print(ANEW + Terminal.cut(line(Duration.ofNanos(System.nanoTime() - since)), columns - 1));
            err.flush();
        }
    }

    /** @param past since the first step began, or since this began that is alone */
    private String line(Duration past) {
        String elapsed = past.toSeconds() == 0 ? "0s" : DurationText.format(past);
        if (total == 0) {
            return doing + " ... " + elapsed;
        }
        String left = number <= 1 || past.toSeconds() == 0
                ? ""
                : ", about "
                        + DurationText.format(
                                Duration.ofSeconds(Math.max(1, past.toSeconds() * (total - number + 1) / (number - 1))))
                        + " left";
        return Terminal.bar(number - 1, total).replaceFirst("\\d+ of", number + " of") + ": " + doing + ", " + elapsed
                + left;
    }
}
