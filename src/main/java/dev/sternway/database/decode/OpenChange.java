package dev.sternway.database.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.database.catalog.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A change that waits to be replayed; rows are JSON objects.
 *
 * @param newKey the key after it, empty where it is the same
 * @param before as the row was, empty object when it was not there
 * @param delta what an update changed
 */
record OpenChange(
        long change, String kind, String table, String key, String newKey, String row, String before, String delta) {
    /** Of a row with these columns in this order. */
    static OpenChange of(ResultSet row) throws SQLException {
        return new OpenChange(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    /** Columns that writing it names: of an insert the row's, of an update those it changed, of a delete those it saw. */
    List<String> columns() {
        return columns(
                switch (kind) {
                    case "INSERT" -> row;
                    case "UPDATE" -> delta;
                    default -> before;
                });
    }

    /** An update that changed nothing. */
    boolean idle() {
        return kind.equals("UPDATE") && columns().isEmpty();
    }

    static List<String> columns(String object) {
        try {
            List<String> columns = new ArrayList<>();
            Json.exact().readTree(object).fieldNames().forEachRemaining(columns::add);
            return columns;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
