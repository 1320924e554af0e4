package dev.sternway.executor.data;

import dev.sternway.database.Psql;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Values through psql into the salvage schema and a file; rows into files of JSON, compared with the clone where there is one. */
final class SalvageInShell {
    private static final int LONGEST = 30;

    private final Psql psql;

    private SalvageInShell(Psql psql) {
        this.psql = psql;
    }

    static ShellStep said(SalvageDatabase.Inputs inputs, ShellSetting setting) {
        SalvageInShell shell = new SalvageInShell(Psql.of(inputs.database(), setting.target(inputs.database())));
        List<String> lines = new ArrayList<>();
        lines.add("note_sequences " + shell.psql.words() + " \"$folder/sequences-" + shell.psql.client() + '"');
        boolean rows = inputs.tables().isEmpty()
                || inputs.tables().stream().anyMatch(aside -> aside.columns().isEmpty());
        if (rows) {
            lines.add("kept_clone " + shell.psql.fromOutside()
                    + " || say 'There is no copy to compare with, so whole tables are set aside.'");
        }
        inputs.tables()
                .forEach(aside -> lines.add(aside.columns().isEmpty() ? shell.rows(aside) : shell.values(aside)));
        if (rows && inputs.tables().stream().allMatch(aside -> aside.columns().isEmpty())) {
            String named = inputs.tables().stream()
                    .map(aside -> Shell.word(full(aside.table())))
                    .collect(Collectors.joining(" "));
            lines.add("if [ -n \"$clone\" ]; then\n    set_other_rows_aside " + shell.psql.words() + " \"$clone\" "
                    + named + "\nfi");
        }
        return ShellStep.of(
                        "copies what would be lost from " + shell.psql.database() + " into files"
                                + (rows ? "" : " and the schema sternway_salvage") + named(inputs),
                        String.join("\n", lines),
                        shell.psql
                                .withCopies()
                                .and(Needs.functions(SalvageInShell.class, "fingerprint.sh"))
                                .and(Needs.functions(SalvageInShell.class, "salvage.sh")))
                .probing("return 1");
    }

    private static String named(SalvageDatabase.Inputs inputs) {
        return inputs.tables().stream()
                .map(aside -> aside.table()
                        + (aside.columns().isEmpty() ? "" : " (" + String.join(", ", aside.columns()) + ")"))
                .collect(Collectors.joining(", ", inputs.tables().isEmpty() ? "" : ": ", ""));
    }

    private String values(SetAside aside) {
        String columns = aside.columns().stream()
                .map(column -> '"' + column.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
        return "set_values_aside " + psql.words() + " " + Shell.quoted(quoted(aside)) + " " + Shell.quoted(columns)
                + " \"" + name(aside) + "__$run\"";
    }

    private String rows(SetAside aside) {
        String query = aside.select().map(select -> " " + Shell.quoted(select)).orElse("");
        return "set_rows_aside " + psql.words() + " \"$clone\" " + Shell.quoted(quoted(aside)) + " " + name(aside)
                + query;
    }

    /** Short enough for a table of the run. */
    private static String name(SetAside aside) {
        String name = Shell.name(aside.table());
        return name.substring(0, Math.min(name.length(), LONGEST));
    }

    private static String quoted(SetAside aside) {
        return Fingerprint.quoted(full(aside.table()));
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }
}
