package dev.sternway.database.tables;

import java.util.List;

/** Makes the statements that create tables, as a client tool of the database writes them. */
public interface TableSource {
    /**
     * Statements for the tables, without rows and foreign keys.
     *
     * @param before up to the tables and defaults, what rows need
     * @param after indexes, keys, triggers, policies, grants, comments
     */
    record Statements(String before, String after) {}

    Statements of(List<String> tables) throws Exception;
}
