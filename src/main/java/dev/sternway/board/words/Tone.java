package dev.sternway.board.words;

import java.util.Locale;

/** How something stands, as colour, mark and class of the page; never by colour alone. */
public enum Tone {
    DONE("✔"),
    RUNNING("▶"),
    ASKED("?"),
    FAILED("✖"),
    SKIPPED("↷"),
    PLANNED("○");

    private final String mark;

    Tone(String mark) {
        this.mark = mark;
    }

    public String mark() {
        return mark;
    }

    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
