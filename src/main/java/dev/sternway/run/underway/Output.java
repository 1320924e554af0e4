package dev.sternway.run.underway;

import dev.sternway.base.DurationText;
import dev.sternway.base.Printed;
import java.time.Duration;

/** What a step printed, and how far it is. */
public final class Output {
    private static final int SHOWN = 2000;

    private final Printed printed = new Printed();
    private String progress = "";
    private long since;
    private long first;
    private long last;
    private String counted = "";

    public void add(String line) {
        boolean whole = line.length() <= Printed.LONGEST_LINE;
        printed.add(whole ? line + '\n' : line.substring(0, Printed.LONGEST_LINE) + "…\n");
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

    /** The last lines that were printed. */
    public String end() {
        return end(printed.text());
    }

    /** The last lines of what was printed; a program that prints for an hour fills no page. */
    public static String end(String printed) {
        if (printed.length() <= SHOWN) {
            return printed;
        }
        int from = printed.indexOf('\n', printed.length() - SHOWN);
        return "…\n" + printed.substring(from < 0 ? printed.length() - SHOWN : from + 1);
    }

    public synchronized String text() {
        return printed.text() + progress;
    }
}
