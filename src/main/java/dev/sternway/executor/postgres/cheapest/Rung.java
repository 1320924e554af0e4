package dev.sternway.executor.postgres.cheapest;

import java.util.Locale;

/** Ways of putting data back, in the order in which they forget more of what users wrote, and take longer. */
enum Rung {
    TABLES,
    CLONE,
    DUMP;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
