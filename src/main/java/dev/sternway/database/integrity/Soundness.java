package dev.sternway.database.integrity;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sternway.database.catalog.Integrity;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a check of a database found.
 *
 * @param problems what is wrong, one sentence each
 * @param notes what could not be checked, or is worth knowing
 */
public record Soundness(List<String> problems, List<String> notes) {
    /** What can be checked. */
    public enum Check {
        /** Rows that point to no parent, also of keys that were never validated. */
        @JsonProperty("foreign-keys")
        FOREIGN_KEYS,
        /** Indexes that a failed build left behind. */
        @JsonProperty("indexes")
        INDEXES,
        /** Rows that break a check constraint that was never validated. */
        @JsonProperty("constraints")
        CONSTRAINTS,
        /** Sequences whose next value is taken already. */
        @JsonProperty("sequences")
        SEQUENCES,
        /** Text that is not valid in the database's encoding, and collations of another version. */
        @JsonProperty("encoding")
        ENCODING,
        /** Pages of tables and B-tree indexes, with the extension amcheck. */
        @JsonProperty("amcheck")
        AMCHECK,
        /** The same, and whether every row is in its indexes. */
        @JsonProperty("amcheck-rows")
        AMCHECK_ROWS
    }

    private static final String UNVALIDATED = "select format('select %L || count(*) || %L from %s where not (%s) having"
            + " count(*) > 0', '', ' rows of ' || conrelid::regclass || ' break ' || conname, conrelid::regclass,"
            + " pg_get_expr(conbin, conrelid)) from pg_constraint where contype = 'c' and not convalidated and conrelid <> 0"
            + " order by 1";

    /** @param connection with a transaction of its own, which is rolled back afterwards */
    public static Soundness of(Connection connection, Check check) throws SQLException {
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        switch (check) {
            case FOREIGN_KEYS -> problems.addAll(Integrity.orphans(connection, true));
            case INDEXES ->
                problems.addAll(Sql.column(
                        connection,
                        "select 'index ' || indexrelid::regclass || ' is invalid' from pg_index where not indisvalid"
                                + " or not indisready order by 1"));
            case CONSTRAINTS -> {
                for (String query : Sql.column(connection, UNVALIDATED)) {
                    problems.addAll(Sql.column(connection, query));
                }
                notes.addAll(Integrity.unchecked(connection));
            }
            case SEQUENCES ->
                Integrity.lagging(connection, Map.of())
                        .forEach(it -> problems.add(
                                "sequence " + it.sequence() + " lags: " + it.highest() + " is taken already"));
            case ENCODING -> Encoding.check(connection, problems, notes);
            case AMCHECK -> Pages.check(connection, false, problems, notes);
            case AMCHECK_ROWS -> Pages.check(connection, true, problems, notes);
            default -> throw new IllegalArgumentException(check.name());
        }
        return new Soundness(List.copyOf(problems), List.copyOf(notes));
    }
}
