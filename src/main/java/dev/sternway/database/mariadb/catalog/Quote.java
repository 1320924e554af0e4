package dev.sternway.database.mariadb.catalog;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as MariaDB reads them by default. */
public final class Quote {
    private Quote() {}

    public static String name(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** Quoted names with commas between. */
    public static String names(Collection<String> identifiers) {
        return identifiers.stream().map(Quote::name).collect(Collectors.joining(", "));
    }

    public static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
