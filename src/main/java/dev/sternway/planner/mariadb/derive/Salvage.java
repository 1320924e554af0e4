package dev.sternway.planner.mariadb.derive;

import dev.sternway.base.Digest;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.planner.Migration;
import dev.sternway.planner.mariadb.reverse.DefinitionUndo;
import dev.sternway.planner.mariadb.reverse.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Names and calls of the salvage schema for one migration: its journal, and the tables in which rows are set aside. */
public record Salvage(String migration, String digest) {
    public static final String SCHEMA = "sternway_salvage";
    private static final int LONGEST = 36;
    private static final int LONGEST_MIGRATION = 190;

    static Salvage of(Migration migration) {
        String name = migration.name();
        String digest = Digest.of(name + "\n" + migration.up()).substring(0, 8);
        String key = name.length() <= LONGEST_MIGRATION
                ? name
                : name.substring(0, LONGEST_MIGRATION - digest.length() - 1) + " " + digest;
        return new Salvage(key, digest);
    }

    /** The schema with its journal and procedures, made where it is missing. */
    static String bedrock() {
        try (InputStream text =
                Objects.requireNonNull(Salvage.class.getResourceAsStream("/planner/mariadb/salvage.sql"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String begin() {
        return call("begin_migration", ", DATABASE()");
    }

    String beginRollback(int units, boolean needsJournal) {
        return call("begin_rollback", ", DATABASE(), " + units + ", " + (needsJournal ? "TRUE" : "FALSE"));
    }

    /** @param objects whose shape tells whether it happened; empty, {@code *} or {@code ?} as the journal explains */
    String starts(int unit, String objects) {
        return call("statement_starts", ", " + unit + ", DATABASE(), " + Quote.text(objects));
    }

    String done(int unit) {
        return call("statement_done", ", " + unit);
    }

    String undone(int unit) {
        return call("statement_undone", ", " + unit);
    }

    String mustUndo(int unit) {
        return SCHEMA + ".must_undo(" + Quote.text(migration) + ", " + unit + ")";
    }

    String counter(String procedure, int unit, String name) {
        return call(procedure, ", " + unit + ", DATABASE(), " + Quote.text(name));
    }

    /** What the session variable holds while rows of this unit are written. */
    String mark(int unit) {
        return digest + "_" + unit;
    }

    String table(int unit, String letter, String table) {
        String name = table.length() <= LONGEST
                ? table
                : table.substring(0, LONGEST - 9) + "_" + Digest.of(table).substring(0, 8);
        return SCHEMA + "." + Quote.name("m" + digest + "_" + unit + letter + "_" + name);
    }

    Images images(int unit) {
        return new Images() {
            @Override
            public String before(String table) {
                return table(unit, "o", table);
            }

            @Override
            public String after(String table) {
                return table(unit, "n", table);
            }

            @Override
            public String salvage() {
                return SCHEMA;
            }
        };
    }

    DefinitionUndo.CounterSteps counters(int unit) {
        return new DefinitionUndo.CounterSteps() {
            @Override
            public String table(String name) {
                return counter("restore_counter", unit, name);
            }

            @Override
            public String sequence(String name) {
                return counter("restore_sequence", unit, name);
            }
        };
    }

    private String call(String procedure, String more) {
        return "CALL " + SCHEMA + "." + procedure + "(" + Quote.text(migration) + more + ")";
    }
}
