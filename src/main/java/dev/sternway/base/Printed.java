package dev.sternway.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a program printed: its beginning and its end are held, the middle is dropped when it grows too long. */
public final class Printed {
    /** Longer lines are taken in pieces. */
    public static final int LONGEST_LINE = 4 * 1024;

    private static final int USUAL = 32 * 1024;
    private static final int BACKGROUND_SECONDS = 2;

    private final int mostHead;
    private final int mostTail;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long dropped;

    /** Holds the first and the last 32 KiB. */
    public Printed() {
        this(USUAL, USUAL);
    }

    private Printed(int mostHead, int mostTail) {
        this.mostHead = mostHead;
        this.mostTail = mostTail;
    }

    /** Reads on a thread of its own, so that a program never waits for its reader, and never fills memory or a disk. */
    public static Printed by(InputStream output) {
        return new Printed().reading(output, StandardCharsets.UTF_8, piece -> true);
    }

    /** As {@link #by(InputStream)}, of a program whose output is worked on: its first characters, that many. */
    public static Printed by(InputStream output, int most) {
        return new Printed(most, 1).reading(output, StandardCharsets.UTF_8, piece -> true);
    }

    /** As {@link #by(InputStream)}, only the lines that are wanted. */
    public static Printed by(InputStream output, Charset charset, Predicate<String> wanted) {
        return new Printed().reading(output, charset, wanted);
    }

    /** Reads to the end. */
    public static String of(InputStream output) throws IOException {
        Printed printed = new Printed();
        pieces(output, StandardCharsets.UTF_8, printed::add);
        return printed.text();
    }

    /** Passes on line by line, each with its end; one that is too long in pieces. */
    public static void pieces(InputStream output, Charset charset, Consumer<String> each) throws IOException {
        try (Reader reader = new InputStreamReader(output, charset)) {
            StringBuilder line = new StringBuilder();
            char[] chunk = new char[8192];
            for (int read = reader.read(chunk); read >= 0; read = reader.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    line.append(chunk[i]);
                    if (chunk[i] == '\n' || line.length() >= LONGEST_LINE) {
                        each.accept(line.toString());
                        line.setLength(0);
                    }
                }
            }
            if (line.length() > 0) {
                each.accept(line.toString());
            }
        }
    }

    /** As {@link #pieces}, without the ends of lines. */
    public static void lines(InputStream output, Charset charset, Consumer<String> each) throws IOException {
        pieces(output, charset, piece -> each.accept(withoutEnd(piece)));
    }

    private static String withoutEnd(String piece) {
        int end = piece.length();
        while (end > 0 && (piece.charAt(end - 1) == '\n' || piece.charAt(end - 1) == '\r')) {
            end--;
        }
        return piece.substring(0, end);
    }

    private Printed reading(InputStream output, Charset charset, Predicate<String> wanted) {
        Thread reader = new Thread(
                () -> {
                    try {
                        pieces(output, charset, piece -> {
                            if (wanted.test(piece)) {
                                add(piece);
                            }
                        });
                    } catch (IOException closed) {
                        // the program is gone
                    } finally {
                        ended.countDown();
                    }
                },
                "program-output");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    public synchronized void add(String piece) {
        if (tail.isEmpty() && head.length() + piece.length() <= mostHead) {
            head.append(piece);
            return;
        }
        tail.append(piece);
        if (tail.length() > 2 * Math.max(mostTail, LONGEST_LINE)) {
            int cut = tail.length() - mostTail;
            dropped += cut;
            tail.delete(0, cut);
        }
    }

    /** Waits for the rest of a program that has ended; not long for what it left in the background. */
    public Printed complete() throws InterruptedException {
        ended.await(BACKGROUND_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Whether something was dropped. */
    public synchronized boolean cut() {
        return dropped > 0;
    }

    public synchronized String text() {
        return head + (dropped == 0 ? "" : "… " + dropped + " characters dropped …\n") + tail;
    }

    /** Not blank, or empty. */
    public String lastLine() {
        return text().lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (one, two) -> two);
    }
}
