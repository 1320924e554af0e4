package dev.sternway.document.outline;

/**
 * Text without its Markdown.
 *
 * @param code it is one code span and nothing else
 */
public record Phrase(String text, boolean code, Lines at) {
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The same place with other text. */
    public Phrase with(String other) {
        return new Phrase(other, code, at);
    }
}
