package dev.sternway.cli.database;

import dev.sternway.base.DurationText;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.database.catalog.Fingerprints.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells a person once a second how far something is, how fast it goes and how long it still takes; on a terminal in one
 * line that is written anew.
 */
final class Ticker implements Progress {
    private static final long SECOND = 1_000_000_000L;
    private static final double MEBIBYTE = 1 << 20;
    private static final String ANEW = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean speaks;
    private final Terminal terminal;
    private boolean shown;
    private String about = "";
    private long start = System.nanoTime();
    private long last = start;

    /** @param speaks without a terminal as well */
    Ticker(PrintWriter out, Terminal terminal, boolean speaks) {
        this.out = out;
        this.terminal = terminal;
        this.speaks = speaks || terminal.interactive();
    }

    /** Makes place for a result. */
    void rest() {
        if (shown) {
            out.print(ANEW);
            out.flush();
            shown = false;
        }
    }

    void about(String what) {
        about = what;
        start = System.nanoTime();
        last = start;
    }

    @Override
    public void at(long done, long total, String unit) {
        long now = System.nanoTime();
        if (!speaks || now - last < SECOND) {
            return;
        }
        last = now;
        double perSecond = done * (double) SECOND / (now - start);
        boolean bytes = unit.equals("bytes");
        Duration left = Duration.ofSeconds(Math.round((total - done) / Math.max(1, perSecond)));
        String line = String.format(
                Locale.ROOT,
                "%s: %d %% of %,.0f %s, %,.0f %s/s, %s left",
                about,
                total == 0 ? 100 : 100 * done / total,
                bytes ? total / MEBIBYTE : (double) total,
                bytes ? "MiB" : unit,
                bytes ? perSecond / MEBIBYTE : perSecond,
                bytes ? "MiB" : unit,
                DurationText.format(left));
        if (terminal.interactive()) {
            shown = true;
            out.print(ANEW + Terminal.cut(line, terminal.size().columns() - 1));
        } else {
            out.println(line);
        }
        out.flush();
    }
}
