package dev.sternway.document.outline;

/** Lines of a document, from 1, both included. */
public record Lines(int first, int last) {
    public static Lines of(int line) {
        return new Lines(line, line);
    }

    public Lines to(Lines other) {
        return new Lines(Math.min(first, other.first), Math.max(last, other.last));
    }
}
