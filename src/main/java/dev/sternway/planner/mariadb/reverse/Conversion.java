package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a column's change keeps all values, and what written later would not survive the way back. */
record Conversion(Column before, Column after) {
    private static final List<String> INTEGERS = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
    private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> WITHIN_UTF8 = Set.of("latin1", "ascii", "utf8mb3", "utf8mb4");
    private static final int TEXT_RANK_OF_VARCHAR = 1;

    boolean keepsValues() {
        return keepsType() && !tightens();
    }

    /** Whether only rows without a value are at stake. */
    boolean keepsAllButNulls() {
        return keepsType();
    }

    /** Condition for values of the new type that the old one would silently cut; empty where they end in an error or fit. */
    String silentlyCut() {
        String name = Quote.name(after.name());
        if (before.type().equals(after.type())) {
            return "";
        }
        String cast = switch (before.baseType()) {
            case "date" -> "DATE";
            case "datetime", "timestamp" -> "DATETIME(" + before.length() + ")";
            case "time" -> "TIME(" + before.length() + ")";
            case "decimal" -> "DECIMAL(" + before.length() + ", " + scale(before) + ")";
            case "float" -> "FLOAT";
            default -> "";
        };
        if (before.baseType().equals("float")) {
            return name + " IS NOT NULL";
        }
        return cast.isEmpty() ? "" : "NOT " + name + " <=> CAST(" + name + " AS " + cast + ")";
    }

    boolean narrows() {
        return !keepsType();
    }

    private boolean tightens() {
        return before.nullable() && !after.nullable();
    }

    private boolean keepsType() {
        if (before.isText() && after.isText() && !keepsCharset()) {
            return false;
        }
        if (before.type().equals(after.type())) {
            return true;
        }
        String from = before.baseType();
        String to = after.baseType();
        if (INTEGERS.contains(from) && INTEGERS.contains(to)) {
            return keepsInteger(INTEGERS.indexOf(to) - INTEGERS.indexOf(from));
        }
        if (from.equals("decimal") && to.equals("decimal")) {
            return scale(after) >= scale(before)
                    && after.length() - scale(after) >= before.length() - scale(before)
                    && unsigned(before) == unsigned(after);
        }
        if (from.matches("char|varchar") && to.equals("varchar") || from.equals("char") && to.equals("char")) {
            return after.length() >= before.length();
        }
        if (from.matches("char|varchar") && TEXTS.contains(to)) {
            return TEXTS.indexOf(to) > TEXT_RANK_OF_VARCHAR;
        }
        if (TEXTS.contains(from) && TEXTS.contains(to)) {
            return TEXTS.indexOf(to) >= TEXTS.indexOf(from);
        }
        if (BLOBS.contains(from) && BLOBS.contains(to)) {
            return BLOBS.indexOf(to) >= BLOBS.indexOf(from);
        }
        if (from.equals(to) && from.matches("enum|set")) {
            return new HashSet<>(members(after)).containsAll(members(before));
        }
        if (from.equals(to) && from.matches("datetime|timestamp|time|varbinary|bit")) {
            return after.length() >= before.length();
        }
        return from.equals("date") && to.equals("datetime")
                || from.equals("float")
                        && to.equals("double")
                        && unsigned(before) == unsigned(after)
                        && before.length() + after.length() == 0;
    }

    private boolean keepsCharset() {
        return before.charset().equals(after.charset())
                || WITHIN_UTF8.contains(before.charset().orElseThrow())
                        && after.charset().orElseThrow().equals("utf8mb4")
                || before.charset().orElseThrow().equals("ascii");
    }

    private boolean keepsInteger(int wider) {
        if (unsigned(before) == unsigned(after)) {
            return wider >= 0;
        }
        return unsigned(before) && wider > 0;
    }

    private static boolean unsigned(Column column) {
        return column.type().contains("unsigned");
    }

    private static long scale(Column column) {
        String digits = column.type().replaceFirst("^[a-z]+\\(\\d+,(\\d+)\\).*", "$1");
        return digits.equals(column.type()) ? 0 : Long.parseLong(digits);
    }

    private static List<String> members(Column column) {
        return Lexer.tokens(column.type()).stream()
                .filter(it -> it.kind() == Token.Kind.TEXT)
                .map(Token::text)
                .toList();
    }
}
