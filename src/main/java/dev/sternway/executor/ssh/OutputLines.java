package dev.sternway.executor.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes output line by line up to a limit. The first line may tell which process it is, and is not output. */
final class OutputLines extends OutputStream {
    private static final int LONGEST_LINE = 4_000;
    private static final int MOST_LINES = 10_000;

    private final String mark;
    private final Consumer<String> print;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private Consumer<String> whenFirst = first -> {};
    private String first = "";

    OutputLines(String mark, Consumer<String> print) {
        this.mark = mark;
        this.print = print;
    }

    void onFirst(Consumer<String> told) {
        this.whenFirst = told;
    }

    @Override
    public synchronized void write(int octet) {
        if (octet == '\n' || line.size() >= LONGEST_LINE) {
            end();
        }
        if (octet != '\n' && octet != '\r') {
            line.write(octet);
        }
    }

    @Override
    public synchronized void write(byte[] octets, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(octets[i]);
        }
    }

    synchronized String first() {
        return first;
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }

    synchronized void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first.isEmpty() && text.startsWith(mark)) {
            first = text.substring(mark.length());
            whenFirst.accept(first);
        } else if (lines.size() < MOST_LINES && !(text.isEmpty() && lines.isEmpty())) {
            lines.add(text);
            print.accept(lines.size() == MOST_LINES ? "… the output goes on; the rest is left out" : text);
        }
    }
}
