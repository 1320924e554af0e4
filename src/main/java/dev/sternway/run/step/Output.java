package dev.sternway.run.step;

/** What a step printed: the first and the last lines are kept, the middle is dropped when it grows too long. */
final class Output {
    private static final int HEAD = 32 * 1024;
    private static final int TAIL = 32 * 1024;
    private static final int LINE = 4 * 1024;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long dropped;
    private String progress = "";

    synchronized void add(String line) {
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

    synchronized void progress(long done, long total, String unit) {
        progress = done + " of " + total + " " + unit;
    }

    synchronized String text() {
        String middle = dropped == 0 ? "" : "… " + dropped + " characters dropped …\n";
        return head + middle + tail + progress;
    }
}
