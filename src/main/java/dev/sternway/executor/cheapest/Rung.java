package dev.sternway.executor.cheapest;

import java.util.Locale;

/** Ways of putting data back, in the order in which they forget more of what users wrote, and take longer. */
public enum Rung {
    TABLES,
    CLONE,
    DUMP;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
