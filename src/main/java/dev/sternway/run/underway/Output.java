package dev.sternway.run.underway;

import dev.sternway.base.DurationText;
import java.time.Duration;

/** What a step printed: the first and the last lines are kept, the middle is dropped when it grows too long. */
public final class Output {
    private static final int HEAD = 32 * 1024;
    private static final int TAIL = 32 * 1024;
    private static final int LINE = 4 * 1024;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long dropped;
    private String progress = "";
    private long since;
    private long first;
    private long last;
    private String counted = "";

    public synchronized void add(String line) {
        String kept = line.length() > LINE ? line.substring(0, LINE) + "…" : line;
        if (tail.isEmpty() && head.length() + kept.length() < HEAD) {
            head.append(kept).append('\n');
            return;
        }
        tail.append(kept).append('\n');
        if (tail.length() > 2 * TAIL) {
            int cut = tail.length() - TAIL;
            dropped += cut;
            tail.delete(0, cut);
        }
    }

    /** With the rate since the first report of the same kind of thing, and how long the rest takes at that rate. */
    public synchronized void progress(long done, long total, String unit) {
        long now = System.nanoTime();
        if (progress.isEmpty() || done < last || !unit.equals(counted)) {
            since = now;
            first = done;
        }
        last = done;
        counted = unit;
        double seconds = (now - since) / 1e9;
        long rate = seconds < 1 ? 0 : Math.round((done - first) / seconds);
        String left = rate == 0 || total <= done
                ? ""
                : ", " + DurationText.format(Duration.ofSeconds((total - done) / rate)) + " left";
        progress = done + (total > 0 ? " of " + total : "") + " " + unit
                + (rate == 0 ? "" : ", " + rate + " " + unit + "/s" + left);
    }

    public synchronized String progress() {
        return progress;
    }

    public synchronized String text() {
        String middle = dropped == 0 ? "" : "… " + dropped + " characters dropped …\n";
        return head + middle + tail + progress;
    }
}
