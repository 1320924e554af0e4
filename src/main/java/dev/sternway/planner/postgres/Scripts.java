package dev.sternway.planner.postgres;

import dev.sternway.planner.Migration;
import dev.sternway.planner.script.SqlScript;
import dev.sternway.planner.script.SqlStatement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scripts as files: what runs instead of the migration where rows have to be kept, and the way back. */
final class Scripts {
    private Scripts() {}

    /** Letters, digits and underscores, short enough for the name of a schema. */
    static String slug(String migration) {
        String plain = migration
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.sql$", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        return plain.length() > 24 ? plain.substring(0, 18) + "_" + Math.floorMod(plain.hashCode(), 100_000) : plain;
    }

    static String capture(Migration migration, String body, List<String> prologue, List<String> epilogue) {
        if (prologue.isEmpty() && epilogue.isEmpty()) {
            return body;
        }
        return "-- " + migration.name()
                + ", with what keeps the rows it overwrites. Run it instead of the migration, in one transaction.\n"
                + joined(prologue) + "\n-- the migration\n" + inOneTransaction(body)
                + "\n-- what became of the kept rows\n" + joined(epilogue);
    }

    private static String inOneTransaction(String body) {
        List<SqlStatement> statements = SqlScript.split(body);
        if (statements.stream().noneMatch(SqlStatement::controlsTransaction)) {
            return body.strip() + (endsOpen(body) ? "\n;\n" : "\n");
        }
        return statements.stream()
                .map(it -> it.controlsTransaction()
                        ? "-- " + it.bare() + "\n"
                        : it.text().strip() + ";\n"
                                + it.data().map(data -> data + "\\.\n").orElse(""))
                .collect(Collectors.joining());
    }

    private static boolean endsOpen(String script) {
        return !script.replaceAll("(?m)--.*$", "").strip().endsWith(";");
    }

    static String down(Migration migration, List<String> statements) {
        return "-- Way back of " + migration.name() + ", derived and proven. Run it in one transaction.\n"
                + joined(statements);
    }

    static String purge(Migration migration, List<String> statements) {
        return statements.isEmpty()
                ? ""
                : "-- Ends the retention of what " + migration.name()
                        + " took out of sight. After it there is no way back.\n" + joined(statements);
    }

    private static String joined(List<String> statements) {
        return String.join(";\n", statements) + (statements.isEmpty() ? "" : ";\n");
    }
}
