package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table that keeps the old ({@code o1}, {@code o2}, …) and new values ({@code n1}, …) of each row that is written, by the
 * row's key ({@code k1}, …), in the order of writing. {@code op} is I, U or D.
 *
 * @param name of the log, quoted and with its schema
 */
public record RowLog(TableShape table, List<Column> key, String name) {
    public RowLog {
        key = List.copyOf(key);
    }

    List<Column> columns() {
        return table.written();
    }

    /** {@code o3} for the third column. */
    String place(String letter, Column column) {
        return letter + (columns().indexOf(column) + 1);
    }

    List<String> create() {
        List<String> lines = new ArrayList<>(List.of(
                "seq BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY",
                "statement INT NOT NULL",
                "op CHAR(1) NOT NULL"));
        for (int i = 0; i < key.size(); i++) {
            lines.add("k" + (i + 1) + " " + key.get(i).type() + charset(key.get(i)) + " NULL");
        }
        for (String letter : List.of("o", "n")) {
            columns().forEach(it -> lines.add(place(letter, it) + " " + it.holder() + " NULL"));
        }
        lines.add("KEY (" + keys("k") + ")");
        return List.of(
                "DROP TABLE IF EXISTS " + name,
                "CREATE TABLE " + name + " (" + String.join(", ", lines) + ") " + TableImage.OPTIONS);
    }

    /** {@code k1, k2}, or with another letter. */
    String keys(String letter) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= key.size(); i++) {
            names.add(letter + i);
        }
        return String.join(", ", names);
    }

    /** All columns of one image: {@code o1, o2}. */
    String all(String letter) {
        return columns().stream().map(it -> place(letter, it)).collect(Collectors.joining(", "));
    }

    /** The head of an INSERT into the log. */
    String insert() {
        return "INSERT INTO " + name + " (statement, op, " + keys("k") + ", " + all("o") + ", " + all("n") + ")";
    }

    String list(Function<Column, String> value) {
        return columns().stream().map(value).collect(Collectors.joining(", "));
    }

    /** {@code alias.`a` = log.k1 AND …}. */
    String matches(String alias, String log) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(alias + "." + Quote.name(key.get(i).name()) + " = " + log + ".k" + (i + 1));
        }
        return String.join(" AND ", equal);
    }

    private static String charset(Column column) {
        return column.charset().map(it -> " CHARACTER SET " + it).orElse("")
                + column.collation().map(it -> " COLLATE " + it).orElse("");
    }
}
