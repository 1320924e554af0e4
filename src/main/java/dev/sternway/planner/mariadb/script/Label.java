package dev.sternway.planner.mariadb.script;

import java.util.List;
import java.util.Optional;

/**
 * What a statement is, read from its words alone.
 *
 * @param words for people, for example {@code ALTER TABLE orders}
 * @param names tables or other objects that it names as its target
 * @param renames of tables, in the order in which they happen
 * @param atStake whose rows it may destroy
 */
public record Label(
        Kind kind,
        String words,
        List<String> names,
        List<Rename> renames,
        AtStake atStake,
        Optional<Alteration> alteration) {
    public Label {
        names = List.copyOf(names);
        renames = List.copyOf(renames);
    }

    /** One table or column that gets another name. */
    public record Rename(String from, String to) {}

    /** Families of statements that are undone in the same way. */
    public enum Kind {
        /** Makes, changes or drops tables and their indexes. */
        TABLE,
        /** Makes, changes or drops views, routines, triggers, events, sequences. */
        OBJECT,
        /** Writes rows of tables that it names. */
        ROWS,
        /** May do anything: calls, queries with functions. */
        OPAQUE,
        /** Stays in its own session. */
        SESSION,
        /** Begins or ends transactions and table locks. */
        TRANSACTION,
        /** Changes nothing that can be seen. */
        UPKEEP,
        /** Reaches beyond its own schema. */
        OUTSIDE,
        UNKNOWN
    }

    /** Rows that are gone or changed after a statement on tables. */
    public enum AtStake {
        NOTHING,
        /** Values of the one table that is altered. */
        VALUES,
        /** All rows of the named tables. */
        ROWS
    }

    static Label of(Kind kind, String words, List<String> names) {
        return new Label(kind, words, names, List.of(), AtStake.NOTHING, Optional.empty());
    }

    static Label of(Kind kind, String words) {
        return of(kind, words, List.of());
    }

    static Label losing(String words, List<String> names) {
        return new Label(Kind.TABLE, words, names, List.of(), AtStake.ROWS, Optional.empty());
    }

    static Label renaming(String words, List<String> names, List<Rename> renames) {
        return new Label(Kind.TABLE, words, names, renames, AtStake.NOTHING, Optional.empty());
    }
}
