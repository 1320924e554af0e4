package dev.sternway.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells in the terminal what happens. On a terminal the last line moves; in a file every line stays. */
final class Narrator {
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private boolean open;

    Narrator(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void chapter(String title) {
        finishLine();
        out.printf("%n%s  %s%n", clock(), title);
    }

    void say(String line) {
        finishLine();
        out.println("       " + line);
    }

    /** Replaces the moving line; says nothing where lines cannot move. */
    void progress(String line) {
        if (terminal) {
            String text = "       " + line;
            out.print("\r\033[K" + text.substring(0, Math.min(text.length(), 110)));
            out.flush();
            open = true;
        }
    }

    void finishLine() {
        if (open) {
            out.print("\r\033[K");
            open = false;
        }
    }

    static String seconds(long millis) {
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis < 120_000 ? millis / 1000 + " s" : millis / 60_000 + " min";
    }

    private String clock() {
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        return String.format(Locale.ROOT, "%02d:%02d", passed.toMinutes(), passed.toSecondsPart());
    }
}
